import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { explainRefusedChange } from '../src/kratos/explain-refused-change.ts';
import { setState } from '../src/kratos/set-state.ts';

export default defineIdentityAction({
  params: {},
  results: { changed: z.boolean() },
  async run(_params, { identity, kratos }) {
    if (identity.state === 'active') return { 'identity-id': identity.id, changed: false };
    try {
      await setState(kratos, identity.id, 'active');
    } catch (error) {
      throw explainRefusedChange(error, identity.id);
    }
    return { 'identity-id': identity.id, changed: true };
  },
});
