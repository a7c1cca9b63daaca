import type { InputFile } from '../../records/input-file.ts';
import type { RecordOrProblem, RecordStream } from '../../records/record.ts';
import { problemOfPiece } from './yaml-fault.ts';
import { yamlPieces } from './yaml-pieces.ts';
import { yamlRecords } from './yaml-records.ts';

/**
 * The maps of a file of YAML: a list of them, with a dash each, under `identities` or not; several documents; or one. A list
 * is read entry by entry, so that memory does not grow with it, and a broken entry costs itself. What does not have the types of
 * JSON is a problem. `note` is given the names of what stands beside `identities`.
 */
export async function* readYamlRecords(file: InputFile, note: (name: string) => void): RecordStream {
  let records = 0;
  const place = (line: number) => ({ file: file.name, record: (records += 1), line });
  try {
    let out: RecordOrProblem[] = [];
    for await (const piece of yamlPieces(file.chunks())) {
      if ('beside' in piece) note(piece.beside);
      else if (!('bytes' in piece)) out.push(problemOfPiece(piece, place(piece.line)));
      else out.push(...yamlRecords(piece, place, note));
      if (out.length >= chunkRecords) {
        yield out;
        out = [];
      }
    }
    if (out.length > 0) yield out;
  } finally {
    file.close();
  }
}

const chunkRecords = 100;
