import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { requireStateStands } from '../src/engine/require-state-stands.ts';
import { lockIdentity } from '../src/kratos/lock-identity.ts';
import { revokeSessions } from '../src/kratos/revoke-sessions.ts';
import { unlockIdentity } from '../src/kratos/unlock-identity.ts';

export default defineIdentityAction({
  params: {},
  results: { changed: z.boolean(), 'sessions-revoked': z.number() },
  async run(_params, { identity, kratos, report, log }) {
    const locked = identity.state === 'inactive';
    // Even of one already locked: sessions that are not revoked come back to life on re-activation.
    const revoked = locked
      ? await revokeSessions(kratos, identity.id)
      : await lockIdentity(kratos, identity.id, { report, log });
    return { 'identity-id': identity.id, changed: !locked || revoked > 0, 'sessions-revoked': revoked };
  },
  async undo({ changes }, { identity, kratos, log }) {
    requireStateStands(identity, changes, 'inactive');
    await unlockIdentity(kratos, identity.id);
    log('The sessions that were ended do not come back.');
    return { 'identity-id': identity.id, changed: true };
  },
});
