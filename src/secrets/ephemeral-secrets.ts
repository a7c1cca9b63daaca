import type { Secret } from './secret.ts';
import type { SecretStore } from './secret-store.ts';

/** What stands in place of a secret's name where its value was typed. No secret has such a name; records keep it. */
export const typedSecret = '(typed at a prompt)';

/** A store that also holds one password, under `typedSecret`, as long as this process runs: it is written nowhere. */
export function withTypedPassword(store: SecretStore, password: Secret): SecretStore {
  return {
    read: (reference, action) =>
      reference === typedSecret ? Promise.resolve({ password }) : store.read(reference, action),
    offered: (action) => store.offered(action),
    locked: async (action) => store.locked?.(action),
  };
}
