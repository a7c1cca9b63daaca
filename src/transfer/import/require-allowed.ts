import type { KratosAdmin } from '../../kratos/admin.ts';
import type { Reachability } from '../pace/reachability.ts';

/**
 * Sends a batch of nobody, which Kratos answers with 200 and an empty list (measured, v26.2.0). Fails with forbidden where
 * even that may not be sent, and as Reachability does where Kratos is away for too long.
 */
export async function requireAllowed(admin: KratosAdmin, reachability: Reachability): Promise<void> {
  for (;;) {
    const answer = await admin.createIdentities([]);
    switch (answer.kind) {
      case 'forbidden':
        throw answer.error;
      case 'answered':
      case 'refused':
        return reachability.worked();
      case 'busy':
      case 'unsent':
      case 'unknown':
        reachability.failed(answer.error);
        reachability.slowDown(answer.kind === 'unsent' ? undefined : answer.retryAfterMs);
        await reachability.mayGoOn();
    }
  }
}
