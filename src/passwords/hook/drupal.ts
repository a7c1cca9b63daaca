import { hash as hashOnce } from 'node:crypto';
import { malformedHash } from '../unmatchable-hash.ts';
import { type Compare, isEqual } from './compare.ts';
import { phpTrim } from './php-trim.ts';
import { readStretching, stretchedText } from './stretched-text.ts';

/**
 * Reads `$S$` of Drupal 7 to 10.0 (SHA-512, cut to 55 characters) or `$P$` and `$H$` (md5) as Drupal takes them over;
 * with `U` before it, the password is the hex text of its md5, because Drupal had only that when it made the hash
 * (includes/password.inc). Passwords above 512 bytes are refused. Drupal trims a password when it is set (PasswordItem) and when
 * somebody logs in (UserLoginForm); what sets one by its API need not.
 */
export function readDrupal(hash: string): Compare {
  const [, updated, letter, cost = '', salt = '', stored = ''] =
    /^(U?)\$([SPH])\$(.)([!-~]{8})([./0-9A-Za-z]+)$/.exec(hash) ?? [];
  if (stored.length !== (letter === 'S' ? 43 : 22)) {
    throw malformedHash('a hash of Drupal has 55 characters: $S$, its cost, 8 of salt and 43 of digest');
  }
  const stretching = readStretching(cost, salt);
  const algorithm = letter === 'S' ? 'sha512' : 'md5';
  return async (typed) => {
    for (const password of new Set([phpTrim(typed), typed])) {
      const bytes = Buffer.from(updated === 'U' ? hashOnce('md5', password) : password);
      if (bytes.length > 512) continue;
      const text = await stretchedText(algorithm, bytes, stretching);
      if (isEqual(stored, text.slice(0, stored.length))) return true;
    }
    return false;
  };
}
