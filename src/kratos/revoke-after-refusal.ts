import { IdpError } from '../errors/idp-error.ts';
import type { KratosAdmin } from './admin.ts';
import { revokeSessions } from './revoke-sessions.ts';

/**
 * Ends the sessions of an identity that Kratos refused to change: whoever is signed in must not stay so because of it.
 * Reports how many; where even this fails it says so in the log, and the refusal stays the error.
 */
export async function revokeAfterRefusal(
  kratos: KratosAdmin,
  identityId: string,
  tell: {
    readonly report: (done: Record<string, unknown>) => void;
    readonly log: (message: string) => void;
  },
): Promise<void> {
  try {
    const revoked = await revokeSessions(kratos, identityId);
    tell.report({ changed: revoked > 0, 'sessions-revoked': revoked });
  } catch (error) {
    if (!(error instanceof IdpError) || error.code === 'aborted') throw error;
    tell.log(`The sessions could not be ended either: ${error.recorded}`);
  }
}
