import { isUtf8 } from 'node:buffer';
import type { RecordProblemCode, SourceRecord } from './record.ts';

/** What an entry of LDIF is; `nothing` where there are only comments, or what ldapsearch adds at the end. */
export type LdifEntry =
  | { readonly value: SourceRecord['value'] }
  | { readonly code: RecordProblemCode; readonly message: string; readonly field?: string }
  | 'nothing';

/**
 * An entry (RFC 2849), given as its lines: its `dn` as a text, and each attribute, by its name with its options as it is
 * written first, as a list of values: texts, or `{ base64 }` what is none (no UTF-8, or with a NUL). An entry with
 * `changetype: add` is one; other changes are not.
 */
export function ldifEntry(text: string): LdifEntry {
  const lines = linesOf(text);
  if (/^version:/i.test(lines[0] ?? '')) lines.shift();
  const [named] = lines;
  if (named === undefined || lines.every((line) => line.startsWith('ref: '))) return 'nothing';
  if (isSearchResult(lines)) return searchResult(lines[1] ?? '');
  const dn = lineOf(named);
  if (!('name' in dn)) return dn;
  if (dn.name.toLowerCase() !== 'dn') return syntax('An entry is expected to begin with its dn.');
  if (typeof dn.value !== 'string') return syntax('The dn is no text.', 'dn');
  return withAttributes({ dn: dn.value }, lines);
}

/** Unfolded, without comments. */
function linesOf(text: string): string[] {
  const unix = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  const unfolded = unix.includes('\n ') ? unix.replaceAll('\n ', '') : unix;
  return unfolded.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** ldapsearch without -LLL ends with these; referrals to other servers stand between the entries, as `ref` alone. */
const isSearchResult = (lines: readonly string[]): boolean =>
  /^search: \d+$/.test(lines[0] ?? '') && /^result: \d+ /.test(lines[1] ?? '');

/** `result: 4 Size limit exceeded` is less than what was asked for. */
function searchResult(line: string): LdifEntry {
  const [, code, name] = /^result: (\d+) ([A-Za-z ]*)/.exec(line) ?? [];
  if (code === '0') return 'nothing';
  const message = `The search did not end well, so that entries may be missing: ${code} ${name}.`;
  return { code: 'unreadable', message };
}

function withAttributes(value: { [name: string]: unknown }, lines: readonly string[]): LdifEntry {
  const known = new Map<string, LdifValue[]>();
  for (let at = 1; at < lines.length; at += 1) {
    const line = lineOf(lines[at] ?? '');
    if (!('name' in line)) return line;
    const key = line.name.toLowerCase();
    if (key === 'dn')
      return syntax(`A second dn is ${at} lines below the first, without a blank line between.`, 'dn');
    const isControl = known.size === 0 && (key === 'control' || key === 'changetype');
    if (isControl && key === 'changetype' && line.value !== 'add') {
      return { code: 'not-a-record', message: 'It is a change of an entry, not an entry.', field: line.name };
    }
    if (isControl) continue;
    const values = known.get(key);
    if (values === undefined) {
      const first = [line.value];
      known.set(key, first);
      value[line.name] = first;
    } else values.push(line.value);
  }
  return { value };
}

type LdifValue = string | { readonly base64: string };
type LdifLine = { readonly name: string; readonly value: LdifValue };

function lineOf(line: string): LdifLine | Exclude<LdifEntry, 'nothing' | { value: unknown }> {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  if (colon === -1 || !attribute.test(name)) return syntax('A line has no name of an attribute and a colon.');
  if (line.includes('\0')) return { code: 'nul', message: nul, field: name };
  const sign = line[colon + 1];
  if (sign === '<')
    return syntax('A value stands in another file; only what stands in this one is read.', name);
  if (sign !== ':') return { name, value: line.slice(behindSpaces(line, colon + 1)) };
  const written = line.slice(behindSpaces(line, colon + 2)).trimEnd();
  const bytes = Buffer.from(written, 'base64');
  if (bytes.toString('base64') !== written)
    return syntax('A value is announced as base64 and is none.', name);
  const isText = isUtf8(bytes) && !bytes.includes(0);
  return { name, value: isText ? bytes.toString('utf8') : { base64: written } };
}

/** RFC 2849, AttributeDescription: a name or an OID, with options. */
const attribute = /^[\dA-Za-z][\w.-]*(?:;[\w-]+)*$/;
const nul = 'There is a NUL in it, which no database of Kratos stores.';

function behindSpaces(line: string, start: number): number {
  let at = start;
  while (line[at] === ' ') at += 1;
  return at;
}

const syntax = (message: string, field?: string) =>
  ({ code: 'syntax', message, ...(field !== undefined && { field }) }) as const;
