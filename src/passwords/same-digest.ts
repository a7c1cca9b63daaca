import { timingSafeEqual } from 'node:crypto';
import { UnmatchableHashError } from './unmatchable-hash.ts';

/** The reason of an ordinary mismatch, in Kratos's words. */
export const mismatch = 'passwords do not match';

/**
 * Compares in a time that depends on nothing but the length. Throws UnmatchableHashError when the lengths
 * differ, because then no password can ever match, though Kratos speaks of a mismatch.
 */
export function isSameDigest(stored: Uint8Array, computed: Uint8Array): boolean {
  if (stored.byteLength !== computed.byteLength) {
    throw new UnmatchableHashError('impossible-digest', mismatch);
  }
  return timingSafeEqual(stored, computed);
}
