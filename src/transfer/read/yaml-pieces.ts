import { type ByteWindow, byteWindow } from '../../records/byte-window.ts';
import type { InputFailure } from '../../records/input-file.ts';

/** A part of a file of YAML that can be parsed by itself. */
export interface YamlPiece {
  /** An entry of a list with its dash, or a whole document. */
  readonly kind: 'entry' | 'document';
  /** The line of the file that it begins with. */
  readonly line: number;
  readonly bytes: Buffer;
}

export type PieceOrProblem =
  | YamlPiece
  | { readonly beside: string }
  | { readonly kind: YamlPiece['kind']; readonly line: number; readonly tooBig: number }
  | { readonly line: number; readonly failure: InputFailure };

/**
 * Takes a file of YAML apart without parsing it: into the entries of a list with a dash each, at the margin or under the key
 * `identities`, else into documents. It goes by the column that dashes stand in: nothing else may begin there in an entry (YAML 1.2.2,
 * sections 8.2.1 and 9.1.2).
 */
export async function* yamlPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<PieceOrProblem> {
  const window = byteWindow(chunks);
  const taker = pieceTaker();
  while (!window.isEnded || window.position < window.end) {
    takeLines(window, taker.takeLine);
    yield* taker.taken();
    if (!window.isEnded) await window.grow();
  }
  taker.end();
  yield* taker.taken();
  if (window.failure !== undefined) yield { line: window.line, failure: window.failure };
}

/** An identity has some hundred bytes; a parsed document takes forty times the memory of its text. */
export const longestPiece = 1_048_576;

type TakeLine = (bytes: Buffer, line: number, isContinued: boolean) => void;

/** All lines that are whole, and what there is of one that is too long, or the last. */
function takeLines(window: ByteWindow, takeLine: TakeLine): void {
  let isContinued = window.column() > 0;
  for (;;) {
    const { position, nextLineFeed, end, isEnded } = window;
    const isWhole = nextLineFeed !== -1;
    if (!isWhole && end - position <= longestPiece && !isEnded) return;
    const to = isWhole ? nextLineFeed + 1 : end;
    if (to === position) return;
    takeLine(Buffer.from(window.bytes.subarray(position, to)), window.line, isContinued);
    window.advance(to);
    isContinued = false;
  }
}

interface Open {
  readonly kind: YamlPiece['kind'];
  readonly line: number;
  lines: Buffer[];
  bytes: number;
}

interface PieceTaker {
  readonly takeLine: TakeLine;
  readonly end: () => void;
  /** What was found and not yet given. */
  readonly taken: () => readonly PieceOrProblem[];
}

function pieceTaker(): PieceTaker {
  /** Before anything of a document; behind its `identities`; within a list; behind the list; within a document of any other form. */
  let state: 'start' | 'key' | 'list' | 'beside' | 'document' = 'start';
  let indent = 0;
  let isListNamed = false;
  let open: Open | undefined;
  let out: PieceOrProblem[] = [];

  function append(bytes: Buffer): void {
    if (open === undefined) return;
    open.bytes += bytes.length;
    if (open.bytes <= longestPiece) open.lines.push(bytes);
    else open.lines = [];
  }

  function begin(kind: Open['kind'], bytes: Buffer, line: number): void {
    open = { kind, line, lines: [], bytes: 0 };
    append(bytes);
  }

  function end(): void {
    if (open === undefined) return;
    const { kind, line, lines, bytes } = open;
    out.push(
      bytes > longestPiece ? { kind, line, tooBig: bytes } : { kind, line, bytes: Buffer.concat(lines) },
    );
    open = undefined;
  }

  function takeStart(text: string, bytes: Buffer, line: number): void {
    const dash = entry.exec(text);
    if (text.startsWith('%')) return;
    if (dash !== null) {
      [, { length: indent }] = dash as unknown as readonly [string, string];
      state = 'list';
      begin('entry', bytes, line);
    } else {
      state = listKey.test(text) ? 'key' : 'document';
      begin('document', bytes, line);
    }
  }

  function takeInList(text: string, bytes: Buffer, line: number): void {
    const dash = entry.exec(text);
    if (dash?.[1]?.length === indent) {
      end();
      begin('entry', bytes, line);
    } else if (isListNamed && /^[^\s-]/.test(text)) {
      end();
      takeBeside(text, bytes, line);
    } else append(bytes);
  }

  function takeBeside(text: string, bytes: Buffer, line: number): void {
    const name = /^['"]?([^\s'":#-][^'":]*)/.exec(text)?.[1];
    state = listKey.test(text) ? 'key' : 'beside';
    if (state === 'key') begin('document', bytes, line);
    else if (name !== undefined) out.push({ beside: name });
  }

  return {
    takeLine(bytes, line, isContinued) {
      if (isContinued) return append(bytes);
      const text = bytes.toString('latin1', 0, 1024).trimEnd();
      if (mark.test(text)) {
        end();
        isListNamed = false;
        state = /^---\s+[^#\s]/.test(text) ? 'document' : 'start';
        if (state === 'document') begin('document', bytes, line);
      } else if (/^\s*(?:#|$)/.test(text) || state === 'document') append(bytes);
      else if (state === 'start') takeStart(text, bytes, line);
      else if (state === 'list') takeInList(text, bytes, line);
      else if (state === 'beside') takeBeside(text, bytes, line);
      else if (entry.test(text)) {
        open = undefined;
        isListNamed = true;
        takeStart(text, bytes, line);
      } else {
        state = 'document';
        append(bytes);
      }
    },
    end,
    taken() {
      const taken = out;
      out = [];
      return taken;
    },
  };
}

/** The beginning and the end of a document. */
const mark = /^(?:---|\.\.\.)(?:\s|$)/;
const entry = /^( *)-(?:\s|$)/;
const listKey = /^(['"]?)identities\1\s*:\s*(?:#.*)?$/;
