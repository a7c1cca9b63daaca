import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';
import { addressesOf } from '../src/kratos/identity-addresses.ts';
import { maskAddress } from '../src/kratos/mask.ts';

export default defineIdentityAction({
  params: {},
  results: { changed: z.boolean() },
  undo: 'Kratos keeps nothing of an identity that it has deleted.',
  async run(_params, { identity, kratos, log }) {
    const addresses = addressesOf(identity).map(maskAddress).join(', ') || 'no address';
    log(`To be deleted: identity ${identity.id} (${addresses}, ${identity.state ?? 'active'}).`);
    await kratos.deleteIdentity(identity.id);
    return { 'identity-id': identity.id, changed: true };
  },
});
