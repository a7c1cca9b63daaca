import { md5CryptText } from '../md5-crypt.ts';
import { malformedHash } from '../unmatchable-hash.ts';
import { type Compare, isEqual } from './compare.ts';

/** Reads `$apr1$salt$digest` of Apache's htpasswd: md5-crypt with a magic of its own, which Kratos does not have. */
export function readApr1(hash: string): Compare {
  const [, salt = '', stored] = /^\$apr1\$([^$]{0,8})\$([./0-9A-Za-z]{22})$/.exec(hash) ?? [];
  if (stored === undefined) {
    throw malformedHash('it is not $apr1$, at most 8 characters of salt, $ and 22 of digest');
  }
  return async (password) =>
    isEqual(stored, md5CryptText('$apr1$', Buffer.from(password), Buffer.from(salt)));
}
