import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { KratosRejection } from '../src/kratos/answer.ts';
import { explainRefusedChange } from '../src/kratos/explain-refused-change.ts';
import { revokeAfterRefusal } from '../src/kratos/revoke-after-refusal.ts';
import { revokeSessions } from '../src/kratos/revoke-sessions.ts';

export default defineIdentityAction({
  params: {},
  results: { changed: z.boolean(), 'sessions-revoked': z.number() },
  async run(_params, { identity, kratos, report, log }) {
    const locked = identity.state === 'inactive';
    if (!locked) {
      try {
        await kratos.patchIdentity(identity.id, [{ op: 'replace', path: '/state', value: 'inactive' }]);
      } catch (error) {
        // The account stays open, but whoever is signed in must not stay so.
        if (error instanceof KratosRejection) await revokeAfterRefusal(kratos, identity.id, { report, log });
        throw explainRefusedChange(error, identity.id);
      }
      report({ changed: true });
    }
    // Even of one already locked: sessions that are not revoked come back to life on re-activation.
    const revoked = await revokeSessions(kratos, identity.id);
    return { 'identity-id': identity.id, changed: !locked || revoked > 0, 'sessions-revoked': revoked };
  },
});
