import { nearestNames } from '../errors/nearest-names.ts';
import type { Fail } from '../yaml/located-document.ts';
import type { FieldOrigin } from './field-map.ts';
import { parseFieldPath } from './field-path.ts';
import { readHash } from './mapping-hash.ts';

/**
 * One entry of `map:` in a mapping file: a field's path, a list of paths of which the first that holds something is
 * read, a map of these, or null, which takes a default away. `path` is where it stands in the file, for `fail`.
 */
export function readOrigin(
  target: string,
  value: unknown,
  path: readonly string[],
  fail: Fail,
): FieldOrigin | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string' || Array.isArray(value)) {
    if (target === 'credentials.oidc') return fail(path, needsLink);
    return readPaths(value, path, fail);
  }
  if (!isMap(value))
    return fail(path, `${target}: the path of a field, a list of paths, or a map with from is expected`);
  const known = keysOf(target);
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) return fail([...path, key], unknownKey(key, known, target));
  }
  return {
    ...readPaths(value['from'] ?? whole(target, value), [...path, 'from'], fail),
    as: readAs(value['as'], [...path, 'as'], fail),
    values: readValues(value['values'], [...path, 'values'], fail),
    hash: target === 'credentials.password' ? readHash(value, path, fail) : undefined,
    link: target === 'credentials.oidc' ? readLink(value, path, fail) : undefined,
    listed: readListed(value, path, fail),
  };
}

function keysOf(target: string): readonly string[] {
  if (target === 'credentials.password') return ['from', 'kind', 'fields', 'settings'];
  if (target === 'credentials.oidc') return ['from', 'provider', 'subject'];
  if (target.startsWith('verified.')) return ['from', 'as', 'values', 'address', 'flag'];
  return ['from', 'as', 'values'];
}

/** The whole record, for a hash of several fields and for a link whose parts are columns. */
function whole(target: string, value: Readonly<Record<string, unknown>>): unknown {
  const isWhole =
    target === 'credentials.oidc' || (target === 'credentials.password' && value['fields'] !== undefined);
  return isWhole ? '' : undefined;
}

function readPaths(value: unknown, path: readonly string[], fail: Fail): FieldOrigin {
  if (value === '') return { from: '' };
  const paths = (Array.isArray(value) ? value : [value]).map((one: unknown) =>
    isPath(one)
      ? one
      : fail(
          path,
          'the path of a field is expected, such as profile.email; a dot within a name is written \\.',
        ),
  );
  const [from = fail(path, 'an empty list says nothing'), ...otherwise] = paths;
  return otherwise.length === 0 ? { from } : { from, otherwise };
}

const readings = ['text', 'number', 'boolean', 'json', 'list', 'first', 'time'] as const;

function readAs(value: unknown, path: readonly string[], fail: Fail): FieldOrigin['as'] {
  if (value === undefined) return undefined;
  return readings.find((one) => one === value) ?? fail(path, `as: one of ${readings.join(', ')} is expected`);
}

function readValues(value: unknown, path: readonly string[], fail: Fail): FieldOrigin['values'] {
  if (value === undefined) return undefined;
  if (!isMap(value)) return fail(path, 'values: a map of words is expected, such as {CONFIRMED: active}');
  return new Map(Object.entries(value));
}

const needsLink =
  'credentials.oidc: a map with provider and subject is expected, or name one as credentials.oidc.google';

function readLink(
  { provider, subject }: Readonly<Record<string, unknown>>,
  path: readonly string[],
  fail: Fail,
): FieldOrigin['link'] {
  return isPath(provider) && isPath(subject) ? { provider, subject } : fail(path, needsLink);
}

function readListed(
  { address, flag }: Readonly<Record<string, unknown>>,
  path: readonly string[],
  fail: Fail,
): FieldOrigin['listed'] {
  if (address === undefined && flag === undefined) return undefined;
  return isPath(address) && isPath(flag)
    ? { address, flag }
    : fail(path, 'address and flag name, both, what they are in each object of the list');
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && parseFieldPath(value) !== undefined;
}

/** `parent` is where the key was found, or empty for the file itself. */
export function unknownKey(key: string, known: readonly string[], parent: string): string {
  const [meant] = nearestNames(key, known);
  const where = parent === '' ? '' : `${parent}: `;
  return `${where}${key} is an unknown key${meant === undefined ? '' : `, did you mean ${meant}?`}; known are ${known.join(', ')}`;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
