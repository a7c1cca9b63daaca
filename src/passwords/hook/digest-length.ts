import { malformedHash } from '../unmatchable-hash.ts';

/** The bytes of a digest by its name. Throws UnmatchableHashError for one that is not in use for passwords. */
export function digestLength(digest: string): number {
  const length = lengths.get(digest);
  if (length === undefined) throw malformedHash(`its digest is none of ${[...lengths.keys()].join(', ')}`);
  return length;
}

const lengths: ReadonlyMap<string, number> = new Map([
  ['md5', 16],
  ['sha1', 20],
  ['sha224', 28],
  ['sha256', 32],
  ['sha384', 48],
  ['sha512', 64],
]);
