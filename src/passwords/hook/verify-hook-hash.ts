import { UnmatchableHashError } from '../unmatchable-hash.ts';
import type { HookSettings } from './compare.ts';
import { type HookHash, readHookHash } from './read-hook-hash.ts';

/**
 * Whether the old system would have let this password in. Never throws for a hash: one that cannot be read matches
 * nothing, and `checkHookHash` says why. What takes long is computed off the event loop, or gives way to it now and then.
 */
export async function verifyHookHash(
  password: string,
  hookHash: HookHash,
  settings: HookSettings = {},
): Promise<boolean> {
  try {
    return await readHookHash(hookHash)(password, settings);
  } catch (error) {
    if (error instanceof UnmatchableHashError) return false;
    throw error;
  }
}
