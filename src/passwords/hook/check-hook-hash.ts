import { UnmatchableHashError } from '../unmatchable-hash.ts';
import { type HookHash, readHookHash } from './read-hook-hash.ts';

/** Why no password can match this hash, without the hash; undefined where one can. Derives no key. */
export function checkHookHash(hookHash: HookHash): string | undefined {
  try {
    readHookHash(hookHash);
    return undefined;
  } catch (error) {
    if (error instanceof UnmatchableHashError) return error.message;
    throw error;
  }
}
