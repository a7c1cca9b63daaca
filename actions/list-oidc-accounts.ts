import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { oidcLinks } from '../src/kratos/oidc-links.ts';

export default defineIdentityAction({
  params: {},
  results: {
    accounts: z.array(z.object({ provider: z.string(), subject: z.string(), 'credential-id': z.string() })),
  },
  run: async (_params, { identity }) => ({ 'identity-id': identity.id, accounts: oidcLinks(identity) }),
});
