import { IdpError } from '../errors/idp-error.ts';
import type { KratosAdmin } from './admin.ts';

/**
 * Ends all sessions of an identity that exists, and says how many were active. Those of an inactive identity count:
 * re-activation would bring them back to life (measured). Nothing is sent where there is none, because Kratos
 * deletes the rows of ended sessions too.
 */
export async function revokeSessions(kratos: KratosAdmin, identityId: string): Promise<number> {
  const active = await kratos.listSessions(identityId, true);
  if (active.length === 0) return 0;
  await kratos.deleteSessions(identityId);
  return active.length;
}

/**
 * The last step of a change that is done already: ends the sessions, and where that fails says what is left to do.
 * A second run of the whole action may find nothing to change, and so no reason to end them.
 */
export async function finishByRevoking(kratos: KratosAdmin, identityId: string): Promise<number> {
  try {
    return await revokeSessions(kratos, identityId);
  } catch (error) {
    if (!(error instanceof IdpError)) throw error;
    throw new IdpError(error.code, `The change is done, but the sessions were not ended: ${error.message}`, {
      recorded: `The change is done, but the sessions were not ended: ${error.recorded}`,
      hint: `Finish with: idp run invalidate-identity-sessions ${identityId}`,
      ...(error.details === undefined ? {} : { details: error.details }),
      cause: error,
    });
  }
}
