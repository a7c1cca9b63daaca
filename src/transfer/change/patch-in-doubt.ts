import type { JsonPatch } from '@ory/client';
import { IdpError } from '../../errors/idp-error.ts';
import type { KratosAdmin } from '../../kratos/admin.ts';

/**
 * Sends the JSON Patch that `changes` finds necessary, and says whether there was any. Where no answer tells whether it was
 * done, the changes are found anew, because a patch cannot simply be repeated (what it removed is gone): up to three times.
 * Fails as `changes` and the admin API do.
 */
export async function patchInDoubt(
  admin: KratosAdmin,
  identityId: string,
  changes: () => Promise<readonly JsonPatch[]>,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    const patch = await changes();
    if (patch.length === 0) return attempt > 1;
    try {
      await admin.patchIdentity(identityId, patch);
      return true;
    } catch (error) {
      if (attempt >= attempts || !mayHaveBeenDone(error)) throw error;
    }
  }
}

const attempts = 3;

/** An interruption is in doubt as well, and the end of everything. */
const mayHaveBeenDone = (error: unknown): boolean =>
  error instanceof IdpError && error.details?.['may-have-been-done'] === true && error.code !== 'aborted';
