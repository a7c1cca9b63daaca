import { IdpError } from '../errors/idp-error.ts';
import { secretVariable } from './environment-names.ts';
import { isSecretName } from './secret-name.ts';
import { isSecretId } from './secret-id-form.ts';

/** secret-not-found, with the two ways to make it one that `action` may read. */
export function noSuchSecret(reference: string, action: string): IdpError {
  // A password typed in place of a secret's name must not be repeated.
  if (!isSecretName(reference)) {
    return new IdpError('secret-not-found', 'password-secret-id is not the name of a secret.', {
      hint: 'A secret is named by lower-case letters, digits, - and _, or by its id, and one of a backend as BACKEND:NAME; idp secret list lists those that are stored.',
    });
  }
  const name = reference.trim().replace(/^secret:/, '');
  return new IdpError('secret-not-found', `There is no secret ${name}.`, {
    hint: waysToHave(name, 'password', action),
  });
}

/** How there comes to be a secret of that name and key which `action` may read; no secret is given a name like an id. */
export const waysToHave = (name: string, key: string, action: string): string =>
  isSecretId(name)
    ? 'It looks like an id; see what is there with idp secret list.'
    : `Store it: idp secret add ${name} ${key} --grant ${action}; or set ${secretVariable(name, key)} in the environment of this command.`;

/** secret-not-found for what was looked for in the environment alone. */
export const notInEnvironment = (name: string, key: string): IdpError =>
  new IdpError('secret-not-found', `The environment has no secret ${name}.`, {
    hint: `Set ${secretVariable(name, key)} in the environment of this command; of the secret store, the name alone is given.`,
  });
