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
