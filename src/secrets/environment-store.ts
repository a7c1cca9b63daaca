import { IdpError } from '../errors/idp-error.ts';
import { secretNames } from './environment-names.ts';
import { isSecretName } from './secret-name.ts';
import { Secret } from './secret.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * Secrets from the environment, read-only: `IDP_SECRET_<NAME>__<KEY>`, both in upper case with `-` as `_`.
 * The secret `admin-pw` with the key `password` is IDP_SECRET_ADMIN_PW__PASSWORD. Whoever sets the environment
 * of a command has granted it, so every action may read it.
 */
export function environmentStore(environment: Readonly<Record<string, string | undefined>>): SecretStore {
  return {
    async read(reference) {
      const name = reference.trim().replace(/^secret:/, '');
      const prefix = `IDP_SECRET_${variablePart(name)}__`;
      const found = Object.entries(environment).filter(
        (variable): variable is [string, string] =>
          variable[0].startsWith(prefix) && variable[1] !== undefined,
      );
      if (name === '' || found.length === 0) throw notFound(name, prefix);
      return Object.fromEntries(
        found.map(([variable, value]) => [keyPart(variable.slice(prefix.length)), new Secret(value)]),
      );
    },
    offered: () => Promise.resolve(secretNames(environment)),
  };
}

/** The variable that the key of a secret is read from. */
export const secretVariable = (name: string, key: string): string =>
  `IDP_SECRET_${variablePart(name)}__${variablePart(key)}`;

const variablePart = (name: string): string => name.toUpperCase().replaceAll('-', '_');
const keyPart = (part: string): string => part.toLowerCase().replaceAll('_', '-');

function notFound(name: string, prefix: string): IdpError {
  // A password typed in place of a secret's name must not be repeated.
  if (!isSecretName(name)) {
    return new IdpError('secret-not-found', 'password-secret-id is not the name of a secret.', {
      hint: 'A secret is named by lower-case letters, digits, - and _; the password of the secret ada is set as IDP_SECRET_ADA__PASSWORD.',
    });
  }
  return new IdpError('secret-not-found', `There is no secret ${name}: no variable ${prefix}<KEY> is set.`, {
    hint: `Set ${prefix}PASSWORD in the environment of this command, and pass password-secret-id=${name}.`,
  });
}
