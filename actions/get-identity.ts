import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { describeIdentity } from '../src/kratos/describe-identity.ts';
import { factorCredentials } from '../src/kratos/factors.ts';

export default defineIdentityAction({
  params: {},
  results: { identity: z.record(z.string(), z.unknown()) },
  async run(_params, { identity, kratos }) {
    const [whole, sessions] = await Promise.all([
      kratos.getIdentity(identity.id, factorCredentials),
      kratos.listSessions(identity.id, true),
    ]);
    return { 'identity-id': identity.id, identity: describeIdentity(whole, sessions.length) };
  },
});
