import type { RecordOrProblem, RecordPlace, RecordProblem } from '../../records/record.ts';
import type { InputFailure } from '../../records/input-file.ts';
import { longestPiece, type PieceOrProblem } from './yaml-pieces.ts';

/** A problem at a line and column of the file; `what` is no sentence of its own. */
export function problemAt(
  place: RecordPlace,
  code: RecordProblem['code'],
  { line, column }: { readonly line: number; readonly column: number },
  what: string,
  field?: string,
): RecordOrProblem {
  const message = `At line ${line}, column ${column}: ${what}.`;
  return { problem: { place, code, message, fatal: false, ...(field !== undefined && { field }) } };
}

/** What could not even be parsed. */
export function problemOfPiece(
  piece: Extract<PieceOrProblem, { readonly tooBig: number }> | { readonly failure: InputFailure },
  place: RecordPlace,
): RecordOrProblem {
  if ('failure' in piece) {
    const { code, message } = piece.failure;
    return { problem: { place, code, message, fatal: true } };
  }
  const what =
    piece.kind === 'entry' ? 'One identity' : 'A document that is no list with a dash for each identity';
  const message = `${what} has ${piece.tooBig} bytes of YAML, and ${longestPiece} are the limit; write it as JSON lines.`;
  return { problem: { place, code: 'too-big', message, fatal: false } };
}
