import { createHmac } from 'node:crypto';
import type { Compare } from './compare.ts';
import { readSourceBcrypt } from './source-bcrypt.ts';
import { passwordsOfWordpress } from './wordpress-slashes.ts';

/**
 * Reads `$wp$2y$10$…` of WordPress 6.8: bcrypt of the base64 of the password's HMAC-SHA-384 under the key `wp-sha384`.
 */
export function readWordpress(hash: string): Compare {
  const compare = readSourceBcrypt(hash.replace(/^\$wp/, ''));
  return async (typed) => {
    for (const password of passwordsOfWordpress(typed)) {
      const isShort = Buffer.byteLength(password) <= 4096;
      const key = createHmac('sha384', 'wp-sha384').update(password).digest('base64');
      if (isShort && (await compare(Buffer.from(key)))) return true;
    }
    return false;
  };
}
