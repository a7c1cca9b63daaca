import { isSecretName } from '../secret-name.ts';
import { isSecretId } from './secret-id.ts';

/**
 * What is wrong with a name for a new secret, in words that go behind "The name"; undefined for a good one. The rule is that
 * of the environment's secrets, so lower case alone: a text with capitals may be a password typed in the place of a name,
 * and is repeated and recorded nowhere.
 */
export function faultOfName(name: string): string | undefined {
  if (!isSecretName(name) || name.startsWith('secret:')) {
    return 'is made of at most 64 lower-case letters, digits, - and _, and begins with a letter or digit';
  }
  if (isSecretId(name)) return 'looks like the id of a secret, and an id would win over it';
  return isTokenLike(name) ? 'looks like a token, and may be the secret itself' : undefined;
}

/** Tokens that would pass as a name: those of Ory (`ory_pat_…`), and hexadecimal digits as random bytes have them. */
const isTokenLike = (name: string): boolean => /^ory_|^[0-9a-f]{32,}$/.test(name);

/**
 * Whether a text names a key of a secret: Juju's rule, loosened by what its users ask for (upper case and `_`,
 * juju#19356) and by its least length.
 */
export const isSecretKey = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text);
