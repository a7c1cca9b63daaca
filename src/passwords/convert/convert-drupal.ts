import { convertArgon2 } from './convert-argon2.ts';
import { convertBareDigest } from './convert-bare-digest.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertPhpass } from './convert-phpass.ts';
import { type Conversion, nothing } from './conversion.ts';
import { readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';

/**
 * The pass of a user of Drupal: `$2y$…` since 10.1, `$S$…` from 7 on (phpass with SHA-512, cut to 55 characters),
 * `U$S$…` or `U$P$…` where that was made of the md5 of Drupal 6, and that md5 itself. From PhpassHashedPasswordBase
 * of Drupal 10.
 */
export function convertDrupal(text: string): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('pass is empty');
    if (hash.startsWith('$2')) return convertBcrypt(hash);
    if (hash.startsWith('$argon2')) return convertArgon2(hash);
    if (/^[0-9a-f]{32}$/i.test(hash)) return convertBareDigest(hash, 'md5');
    if (/^\$[PH]\$/.test(hash)) return convertPhpass(hash);
    if (!/^U?\$[SPH]\$/.test(hash)) refuse('pass is no hash of Drupal: $2y$…, $S$… and U$S$… are');
    if (!/^(?:U?\$S\$[5-9A-S][./0-9A-Za-z]{51}|U\$[PH]\$[5-9A-S][./0-9A-Za-z]{30})$/.test(hash)) {
      refuse(
        `pass has ${hash.length} characters, where 55 are needed for $S$, and 34 for $P$, after the U if there is one: it is cut off or damaged`,
      );
    }
    return toHook('drupal', hash, "Kratos has no hash of Drupal's kind");
  });
}
