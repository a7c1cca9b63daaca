import { digestBytes } from '../digest-bytes.ts';
import { malformedHash } from '../unmatchable-hash.ts';

/** The bytes of a digest by its name. Throws UnmatchableHashError for one that is not in use for passwords. */
export function digestLength(digest: string): number {
  const length = hookDigests.get(digest);
  if (length === undefined)
    throw malformedHash(`its digest is none of ${[...hookDigests.keys()].join(', ')}`);
  return length;
}

/** Without md4, which OpenSSL computes no more. */
export const hookDigests: ReadonlyMap<string, number> = new Map(
  Object.entries(digestBytes).filter(([name]) => name !== 'md4'),
);
