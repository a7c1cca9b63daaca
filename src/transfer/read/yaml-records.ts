import { isMap, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { RecordOrProblem, RecordPlace, SourceRecord } from '../../records/record.ts';
import { findEncodingFault } from '../../records/text-encoding.ts';
import { tooDeep, yamlFault } from '../../yaml/plain-yaml.ts';
import { problemAt } from './yaml-fault.ts';
import type { YamlPiece } from './yaml-pieces.ts';
import { jsonOfYaml, YamlValueFault } from './yaml-value.ts';

/**
 * The maps of a piece of YAML, or what is wrong with it. `place` gives the place of the next record by its line in the file;
 * `note` is given the names of what stands beside `identities`.
 */
export function yamlRecords(
  piece: YamlPiece,
  place: (line: number) => RecordPlace,
  note: (name: string) => void,
): RecordOrProblem[] {
  const text = piece.bytes.toString('utf8');
  const lines = new LineCounter();
  const encoding = text.includes('\uFFFD') ? findEncodingFault(piece.bytes, text) : undefined;
  if (encoding !== undefined) {
    const line = piece.line + linesIn(piece.bytes.toString('latin1', 0, encoding.offset));
    const message = `At line ${line}: ${encoding.message}.`;
    return [{ problem: { place: place(piece.line), code: 'encoding', message, fatal: false } }];
  }
  const document = parsed(text, lines);
  const fault = document === undefined ? { offset: 0, what: tooDeep } : yamlFault(document);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: piece.line + Math.max(line, 1) - 1, column: Math.max(col, 1) };
  };
  if (document === undefined || fault !== undefined) {
    return [problemAt(place(piece.line), 'syntax', at(fault?.offset ?? 0), fault?.what ?? '')];
  }
  return nodesOf(document, piece, note).map((node) => {
    const begin = at(node.range?.[0] ?? 0);
    const where = place(begin.line);
    if (!isMap(node))
      return problemAt(where, 'not-a-record', begin, 'an identity is a map, and this is none');
    try {
      return { record: { place: where, value: jsonOfYaml(node) as SourceRecord['value'] } };
    } catch (error) {
      if (!(error instanceof YamlValueFault)) throw error;
      return problemAt(where, error.code, at(error.offset), error.message, error.pointer);
    }
  });
}

/** Undefined where there are more levels than the parser, which calls itself for each, has room for. */
function parsed(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    // Of keys that are there twice, which it finds by comparing each with each, jsonOfYaml tells.
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function nodesOf({ contents }: Document.Parsed, { kind }: YamlPiece, note: (name: string) => void): Node[] {
  if (contents === null) return [];
  if (isSeq<Node>(contents)) return contents.items;
  if (kind === 'entry' || !isMap<unknown, Node>(contents)) return [contents];
  const listed = contents.get('identities', true) as Node | undefined;
  if (!isSeq<Node>(listed)) return [contents];
  for (const { key } of contents.items) {
    const name = String(key);
    if (name !== 'identities') note(name);
  }
  return listed.items;
}

const linesIn = (text: string): number => text.split('\n').length - 1;
