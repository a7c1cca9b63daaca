import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { explainRefusedChange } from '../src/kratos/explain-refused-change.ts';

export default defineIdentityAction({
  params: {},
  results: { changed: z.boolean() },
  async run(_params, { identity, kratos }) {
    if (identity.state === 'active') return { 'identity-id': identity.id, changed: false };
    try {
      await kratos.patchIdentity(identity.id, [{ op: 'replace', path: '/state', value: 'active' }]);
    } catch (error) {
      throw explainRefusedChange(error, identity.id);
    }
    return { 'identity-id': identity.id, changed: true };
  },
});
