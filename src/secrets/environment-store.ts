import { secretNames, variablePart } from './environment-names.ts';
import { noSuchSecret } from './no-such-secret.ts';
import { Secret } from './secret.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * Secrets from the environment, read-only: `IDP_SECRET_<NAME>__<KEY>`, both in upper case with `-` as `_`.
 * The secret `admin-pw` with the key `password` is IDP_SECRET_ADMIN_PW__PASSWORD. Whoever sets the environment
 * of a command has granted it, so every action may read it.
 */
export function environmentStore(environment: Readonly<Record<string, string | undefined>>): SecretStore {
  return {
    async read(reference, action) {
      const name = reference.trim().replace(/^secret:/, '');
      const prefix = `IDP_SECRET_${variablePart(name)}__`;
      const found = Object.entries(environment).filter(
        (variable): variable is [string, string] =>
          variable[0].startsWith(prefix) && variable[1] !== undefined,
      );
      if (name === '' || found.length === 0) throw noSuchSecret(reference, action);
      return Object.fromEntries(
        found.map(([variable, value]) => [keyPart(variable.slice(prefix.length)), new Secret(value)]),
      );
    },
    offered: () => Promise.resolve(secretNames(environment)),
  };
}

const keyPart = (part: string): string => part.toLowerCase().replaceAll('_', '-');
