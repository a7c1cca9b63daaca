import { malformedHash } from '../unmatchable-hash.ts';
import { type Compare, isEqual } from './compare.ts';
import { readStretching, stretchedText } from './stretched-text.ts';
import { passwordsOfWordpress } from './wordpress-slashes.ts';

/**
 * Reads `$P$` (WordPress before 6.8, and others) or `$H$` (phpBB 3), a character of cost, 8 of salt, 22 of digest: the
 * portable hash of Openwall's phpass, with md5. Passwords above 4096 bytes are refused, as its CheckPassword does.
 */
export function readPhpass(hash: string): Compare {
  const [, cost = '', salt = '', stored] = /^\$[PH]\$(.)([!-~]{8})([./0-9A-Za-z]{22})$/.exec(hash) ?? [];
  if (stored === undefined) {
    throw malformedHash('a hash of phpass has 34 characters: $P$, its cost, 8 of salt and 22 of digest');
  }
  const stretching = readStretching(cost, salt);
  return async (typed) => {
    for (const password of passwordsOfWordpress(typed)) {
      const bytes = Buffer.from(password);
      if (bytes.length <= 4096 && isEqual(stored, await stretchedText('md5', bytes, stretching))) return true;
    }
    return false;
  };
}
