import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { explainRefusedChange } from '../src/kratos/explain-refused-change.ts';
import { revokeAfterFailure } from '../src/kratos/revoke-after-failure.ts';
import { finishByRevoking, revokeSessions } from '../src/kratos/revoke-sessions.ts';
import { setState } from '../src/kratos/set-state.ts';

export default defineIdentityAction({
  params: {},
  results: { changed: z.boolean(), 'sessions-revoked': z.number() },
  async run(_params, { identity, kratos, report, log }) {
    const locked = identity.state === 'inactive';
    if (!locked) {
      try {
        await setState(kratos, identity.id, 'inactive');
      } catch (error) {
        // The account may still be open, but whoever is signed in must not stay so.
        await revokeAfterFailure(error, kratos, identity.id, { report, log });
        throw explainRefusedChange(error, identity.id);
      }
      report({ changed: true });
    }
    // Even of one already locked: sessions that are not revoked come back to life on re-activation.
    const revoked = await (locked ? revokeSessions : finishByRevoking)(kratos, identity.id);
    return { 'identity-id': identity.id, changed: !locked || revoked > 0, 'sessions-revoked': revoked };
  },
});
