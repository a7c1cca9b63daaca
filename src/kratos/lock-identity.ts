import type { KratosAdmin } from './admin.ts';
import { explainRefusedChange } from './explain-refused-change.ts';
import { revokeAfterFailure } from './revoke-after-failure.ts';
import { finishByRevoking } from './revoke-sessions.ts';
import { setState } from './set-state.ts';

/**
 * Locks an account, then ends its sessions, and says how many: they would come back to life with it otherwise. Where
 * Kratos refuses to lock it, whoever is signed in is signed out all the same.
 */
export async function lockIdentity(
  kratos: KratosAdmin,
  identityId: string,
  tell: {
    readonly report: (done: Record<string, unknown>) => void;
    readonly log: (message: string) => void;
  },
): Promise<number> {
  try {
    await setState(kratos, identityId, 'inactive');
  } catch (error) {
    await revokeAfterFailure(error, kratos, identityId, tell);
    throw explainRefusedChange(error, identityId);
  }
  tell.report({ changed: true });
  return finishByRevoking(kratos, identityId);
}
