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
  const lines = text
    .replaceAll(folds, '')
    .split(lineEnds)
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (/^version:/i.test(lines[0] ?? '')) lines.shift();
  if (lines.length === 0 || isSearchResult(lines)) return 'nothing';
  const [named, ...others] = lines;
  const dn = lineOf(named ?? '');
  if (!('name' in dn)) return dn;
  if (dn.name.toLowerCase() !== 'dn') return syntax('An entry is expected to begin with its dn.');
  if (typeof dn.value !== 'string') return syntax('The dn is no text.', 'dn');
  return attributesOf(dn.value, others);
}

const folds = /\r?\n /g;
const lineEnds = /\r?\n/;

/** ldapsearch without -LLL ends with these. */
const isSearchResult = (lines: readonly string[]): boolean =>
  /^search: \d+$/.test(lines[0] ?? '') && /^result: \d+ /.test(lines[1] ?? '');

function attributesOf(dn: string, lines: readonly string[]): LdifEntry {
  const attributes = new Map<string, { readonly name: string; readonly values: LdifValue[] }>();
  for (const [at, text] of lines.entries()) {
    const line = lineOf(text);
    if (!('name' in line)) return line;
    const { name, value } = line;
    const key = name.toLowerCase();
    if (key === 'dn')
      return syntax(`A second dn is ${at + 1} lines below the first, without a blank line between.`, 'dn');
    if (key === 'control' && attributes.size === 0) continue;
    if (key === 'changetype' && attributes.size === 0) {
      if (value === 'add') continue;
      return { code: 'not-a-record', message: 'It is a change of an entry, not an entry.', field: name };
    }
    const known = attributes.get(key);
    if (known !== undefined) known.values.push(value);
    else attributes.set(key, { name, values: [value] });
  }
  const members = [...attributes.values()].map(({ name, values }) => [name, values] as const);
  return { value: Object.fromEntries([['dn', dn], ...members]) };
}

type LdifValue = string | { readonly base64: string };
type LdifLine = { readonly name: string; readonly value: LdifValue };

function lineOf(line: string): LdifLine | Exclude<LdifEntry, 'nothing' | { value: unknown }> {
  const { name, sign, rest } = attribute.exec(line)?.groups ?? {};
  if (name === undefined || rest === undefined)
    return syntax('A line has no name of an attribute and a colon.');
  if (sign === '<')
    return syntax('A value stands in another file; only what stands in this one is read.', name);
  if (rest.includes('\0')) return { code: 'nul', message: nul, field: name };
  if (sign !== ':') return { name, value: rest };
  const bytes = Buffer.from(rest, 'base64');
  if (bytes.toString('base64') !== rest.trimEnd())
    return syntax('A value is announced as base64 and is none.', name);
  const value = bytes.toString('utf8');
  const isText = !value.includes('\0') && Buffer.from(value, 'utf8').equals(bytes);
  return { name, value: isText ? value : { base64: rest.trimEnd() } };
}

/** RFC 2849, AttributeDescription: a name or an OID, with options. */
const attribute = /^(?<name>[\dA-Za-z][\w.-]*(?:;[\w-]+)*):(?<sign>[:<]?) *(?<rest>[\s\S]*)$/;
const nul = 'There is a NUL in it, which no database of Kratos stores.';

const syntax = (message: string, field?: string) =>
  ({ code: 'syntax', message, ...(field !== undefined && { field }) }) as const;
