import { LineCounter, parseDocument, type Document, type ParsedNode } from 'yaml';
import { IdpError } from '../errors/idp-error.ts';
import { tooDeep, yamlFault } from './plain-yaml.ts';

/** A YAML text of a file that operators write, and how to complain of what stands at a path of it. */
export type LocatedDocument = {
  readonly document: Document.Parsed;
  /** Fails with usage: file, line and column, and `what`, a sentence without its full stop. */
  readonly fail: Fail;
};

export type Fail = (path: readonly string[], what: string) => never;

/**
 * One document of maps, lists and plain values, at most 256 KiB; whoever reads it checks what is in it. Fails with usage and
 * `hint`.
 */
export function parseLocated(text: string, file: string, hint: string): LocatedDocument {
  const lines = new LineCounter();
  const failAt = (offset: number, what: string): never => {
    const { line, col } = lines.linePos(offset);
    throw new IdpError('usage', `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${what}.`, { hint });
  };
  // Keys are compared each with each: of a larger text that takes long.
  if (text.length > longest) failAt(0, 'it is larger than 256 KiB');
  const document = parsed(text, lines);
  if (document === undefined) return failAt(0, tooDeep);
  const fault = yamlFault(document);
  if (fault !== undefined) return failAt(fault.offset, fault.what);
  return { document, fail: (path, what) => failAt(offsetOf(document, path), what) };
}

const longest = 256 * 1024;

/** Undefined where there are more levels than the parser, which calls itself for each, has room for. */
function parsed(text: string, lines: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, { lineCounter: lines, prettyErrors: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Where the value at a path begins; of a path that is not there, the innermost thing that is. */
function offsetOf(document: Document.Parsed, path: readonly string[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as ParsedNode | null | undefined;
    if (node?.range !== undefined) return node.range[0];
  }
  return 0;
}
