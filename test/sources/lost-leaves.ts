import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import { escapeName } from '../../src/sources/field-path.ts';

/**
 * The paths in a record of what is neither found in the identity, as it stood there, nor told to be left out or a
 * problem. `understood`: paths of flags and credentials, which are found there in other words.
 */
export function lostLeaves(
  record: Readonly<Record<string, unknown>>,
  { identity, leftOut, problems }: ConvertedIdentity,
  understood: readonly string[],
): string[] {
  const found = new Set(leavesOf(identity, []).map(({ value }) => asFound(value)));
  const words = [...understood, ...leftOut, ...problems.map(({ field }) => field)];
  // `mfaInfo[] (phone)` says what was in a place of the list.
  const told = words.map((one) => one.replace(/ \(.*\)$/, ''));
  return leavesOf(record, []).flatMap(({ path, value }) => {
    const isTold = told.some(
      (one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[]`),
    );
    return isTold || found.has(asFound(value)) ? [] : [path];
  });
}

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

function leavesOf(value: unknown, names: readonly string[]): Leaf[] {
  if (value === undefined || value === null || value === '') return [];
  if (typeof value !== 'object') return [{ path: names.join('').slice(1), value }];
  return Array.isArray(value)
    ? value.flatMap((item) => leavesOf(item, [...names, '[]']))
    : Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...names, `.${escapeName(name)}`]));
}

/** Addresses are in lower case where they are verified. */
function asFound(value: unknown): string {
  return String(value).trim().toLowerCase();
}
