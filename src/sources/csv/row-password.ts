import { type ConversionKind, convertHash, recogniseKind } from '../../passwords/convert/convert-hash.ts';
import { type Conversion, refused } from '../../passwords/convert/conversion.ts';
import { inspectHash } from '../../passwords/inspect-hash.ts';
import { measuredVersion } from '../../passwords/kratos-version.ts';
import type { AccountPassword } from '../account.ts';
import type { HashOrigin } from '../field-map.ts';
import { parseFieldPath, valueAt } from '../field-path.ts';
import { findField, placesOf } from '../find-field.ts';
import type { PlannedOrigin } from './row-plan.ts';

/** The hash of a row in Kratos's form, with the fields that it was made of; undefined where the row has none. */
export function rowPassword(
  record: Readonly<Record<string, unknown>>,
  { origin, places }: PlannedOrigin,
): (AccountPassword & { readonly used: readonly string[] }) | undefined {
  const hash = origin.hash ?? recognised;
  const beside = fieldsOf(record, hash);
  // With the path of the whole record, the fields alone make the hash.
  const found = origin.from === '' ? undefined : findField(record, places);
  if (found === undefined && (origin.from !== '' || beside.used.length === 0)) return undefined;
  const used = [...beside.used, ...(found === undefined ? [] : [found.path])];
  const field = found?.path ?? used[0] ?? '';
  if (beside.absent !== undefined) return { field, conversion: refused(without(beside.absent)), used };
  const text = textOf(found === undefined ? beside.values : found.value);
  const settings = found === undefined ? hash.settings : { ...hash.settings, ...beside.values };
  return { field, conversion: converted(hash.kind, text, settings), used };
}

const recognised: HashOrigin = { fields: new Map(), settings: {} };

function fieldsOf(
  record: Readonly<Record<string, unknown>>,
  { fields }: HashOrigin,
): { values: Record<string, unknown>; used: string[]; absent: string | undefined } {
  const values: Record<string, unknown> = {};
  const used: string[] = [];
  let absent: string | undefined;
  for (const [name, from] of fields) {
    const found = findField(record, placesOf({ from }));
    if (found === undefined) {
      // What is empty is none; without the field nobody knows.
      if (needed.has(name) && !isThere(record, from)) absent = from;
      continue;
    }
    values[name] = found.value;
    used.push(found.path);
  }
  return { values, used, absent };
}

/** Of others, converters know what is usual. */
const needed: ReadonlySet<string> = new Set([
  'salt',
  'hash',
  'hashed_password',
  'password',
  'password_digest',
  'passwordHash',
  'secretData',
]);

function isThere(record: Readonly<Record<string, unknown>>, from: string): boolean {
  return Object.hasOwn(record, from) || valueAt(record, parseFieldPath(from) ?? []) !== undefined;
}

function without(field: string): string {
  return `by the mapping a part of the hash is in ${field}, and the record has no such field`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function converted(kind: string | undefined, text: string, settings: HashOrigin['settings']): Conversion {
  if (kind === 'plain') return { to: 'plain', password: text, reason: 'the field holds the password itself' };
  const known = (kind ?? recogniseKind(text)) as ConversionKind | 'kratos' | undefined;
  if (known !== undefined && known !== 'kratos') return convertHash(known, text, settings);
  const { canMatch, reason, advice } = inspectHash(text, measuredVersion);
  if (canMatch) return { to: 'kratos', hash: text };
  const unknown = kind === undefined ? '; say with `kind` of the mapping what made it' : '';
  return refused([`${reason ?? 'Kratos could never match it'}${unknown}`, advice].filter(Boolean).join('; '));
}
