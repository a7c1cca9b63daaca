import { IdpError } from '../errors/idp-error.ts';
import type { KratosAdmin } from './admin.ts';
import { revokeSessions } from './revoke-sessions.ts';

/**
 * Ends the sessions of an identity that could not be changed, whoever or whatever stood in the way: whoever is signed in
 * must not stay so because of it. Reports how many; where even this fails it says so in the log, and the first error
 * stays the error. Not where the run was interrupted, or the identity is gone.
 */
export async function revokeAfterFailure(
  error: unknown,
  kratos: KratosAdmin,
  identityId: string,
  tell: {
    readonly report: (done: Record<string, unknown>) => void;
    readonly log: (message: string) => void;
    /** Whether something else was changed before. */
    readonly changed?: boolean;
  },
): Promise<void> {
  if (!(error instanceof IdpError) || error.code === 'aborted' || error.code === 'identity-not-found') return;
  try {
    const revoked = await revokeSessions(kratos, identityId);
    tell.report({ changed: tell.changed === true || revoked > 0, 'sessions-revoked': revoked });
  } catch (failure) {
    if (!(failure instanceof IdpError) || failure.code === 'aborted') throw failure;
    tell.log(`The sessions could not be ended either: ${failure.recorded}`);
  }
}
