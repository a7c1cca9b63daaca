import type { SourceRecord } from '../../records/record.ts';
import { isObject } from '../member-of-record.ts';
import { unserializePhp } from './unserialize-php.ts';

type Row = SourceRecord['value'];

/**
 * A user with the rows of usermeta as members of `meta`, a list where a key is there more than once. Serialised values are
 * taken apart, and of capabilities, which are there for each site of a network (`wp_capabilities`, `wp_2_capabilities`, or
 * any other prefix), the names of those that are granted are left: the roles. Columns of an export with usermeta in them
 * alike.
 */
export function withMeta(user: Row, rows: readonly Row[]): Row {
  const meta = new Map<string, unknown[]>();
  for (const { meta_key: key, meta_value: value } of rows) {
    const name = String(key);
    const known = meta.get(name);
    const read = readMeta(name, value);
    if (known === undefined) meta.set(name, [read]);
    else known.push(read);
  }
  const columns = Object.entries(user).map(([name, value]) => [name, readMeta(name, value)] as const);
  const members = [...meta].map(
    ([name, values]) => [name, values.length === 1 ? values[0] : values] as const,
  );
  return { ...Object.fromEntries(columns), ...(members.length > 0 && { meta: Object.fromEntries(members) }) };
}

function readMeta(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  // A number or a text alone is not serialised by WordPress, so that what looks like one was typed by somebody.
  const read = value.startsWith('a:') ? unserializePhp(value) : undefined;
  if (read === undefined) return value;
  return key.endsWith('capabilities') && isObject(read) ? granted(read) : read;
}

/** `{"administrator":true}`; WordPress looks whether the value is true in PHP's sense. */
function granted(capabilities: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(capabilities).filter((name) => {
    const value = capabilities[name];
    return Boolean(value) && value !== '0';
  });
}
