import { IdpError } from '../errors/idp-error.ts';
import { secretVariable } from './environment-names.ts';
import { isSecretName } from './secret-name.ts';

/** secret-not-found, with the two ways to make it one that `action` may read. */
export function noSuchSecret(reference: string, action: string): IdpError {
  const name = reference.trim().replace(/^secret:/, '');
  // A password typed in place of a secret's name must not be repeated.
  if (!isSecretName(name)) {
    return new IdpError('secret-not-found', 'password-secret-id is not the name of a secret.', {
      hint: 'A secret is named by lower-case letters, digits, - and _, or by its id, and one of a backend as BACKEND:NAME; idp secret list lists those that are stored.',
    });
  }
  return new IdpError('secret-not-found', `There is no secret ${name}.`, {
    hint: `Store it: idp secret add ${name} password --grant ${action}; or set ${secretVariable(name, 'password')} in the environment of this command.`,
  });
}
