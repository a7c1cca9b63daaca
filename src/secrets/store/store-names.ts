import { isSecretName } from '../secret-name.ts';
import { isTokenLike } from '../token-like.ts';
import { isSecretId } from '../secret-id-form.ts';

/**
 * What is wrong with a name for a new secret, in words that go behind "The name"; undefined for a good one. The rule is that
 * of the environment's secrets, so lower case alone: a text with capitals may be a password typed in the place of a name,
 * and is repeated and recorded nowhere.
 */
export function faultOfName(name: string): string | undefined {
  if (isTokenLike(name)) return 'looks like a token, and may be the secret itself';
  if (!isSecretName(name) || name.startsWith('secret:')) {
    return 'is made of at most 64 lower-case letters, digits, - and _, and begins with a letter or digit';
  }
  return isSecretId(name) ? 'looks like the id of a secret, and an id would win over it' : undefined;
}
