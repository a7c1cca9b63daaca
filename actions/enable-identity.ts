import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { requireStateStands } from '../src/engine/require-state-stands.ts';
import { lockIdentity } from '../src/kratos/lock-identity.ts';
import { unlockIdentity } from '../src/kratos/unlock-identity.ts';

export default defineIdentityAction({
  params: {},
  results: { changed: z.boolean() },
  async run(_params, { identity, kratos }) {
    if (identity.state === 'active') return { 'identity-id': identity.id, changed: false };
    await unlockIdentity(kratos, identity.id);
    return { 'identity-id': identity.id, changed: true };
  },
  async undo({ changes }, { identity, kratos, report, log }) {
    requireStateStands(identity, changes, 'active');
    const revoked = await lockIdentity(kratos, identity.id, { report, log });
    return { 'identity-id': identity.id, changed: true, 'sessions-revoked': revoked };
  },
});
