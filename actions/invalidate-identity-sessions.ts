import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { revokeSessions } from '../src/kratos/revoke-sessions.ts';

export default defineIdentityAction({
  params: {},
  results: { changed: z.boolean(), count: z.number() },
  undo: 'Kratos keeps nothing of sessions that it has ended; people sign in again.',
  async run(_params, { identity, kratos }) {
    const count = await revokeSessions(kratos, identity.id);
    return { 'identity-id': identity.id, changed: count > 0, count };
  },
});
