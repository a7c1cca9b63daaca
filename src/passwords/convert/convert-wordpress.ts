import { convertArgon2 } from './convert-argon2.ts';
import { convertBareDigest } from './convert-bare-digest.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertPhpass } from './convert-phpass.ts';
import { type Conversion, nothing } from './conversion.ts';
import { readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';

/**
 * A user_pass of WordPress: `$wp$2y$…` since 6.8 (bcrypt of a base64 HMAC-SHA384 of the password: without its
 * `$wp` it matches nothing), `$P$…` before, md5 in hexadecimal digits before 2.5, and `$2y$…` or `$argon2id$…` of
 * plugins. From wp-includes/pluggable.php, wp_check_password.
 */
export function convertWordpress(text: string): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('user_pass is empty');
    if (hash.startsWith('$wp')) return convertPrehashed(hash);
    if (hash.startsWith('$2')) return convertBcrypt(hash);
    if (hash.startsWith('$argon2')) return convertArgon2(hash);
    if (/^[0-9a-f]{32}$/i.test(hash)) return convertBareDigest(hash, 'md5');
    if (/^\$[PH]\$/.test(hash)) return convertPhpass(hash);
    return refuse('user_pass is no hash of WordPress: $wp$2y$…, $P$…, $2y$… and 32 hexadecimal digits are');
  });
}

function convertPrehashed(hash: string): Conversion {
  if (!/^\$wp\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(hash)) {
    refuse(
      `user_pass begins with $wp and has ${hash.length} characters, where 63 are needed: it is cut off or damaged`,
    );
  }
  return toHook('wordpress', hash, 'WordPress 6.8 hashes the password before bcrypt, which Kratos cannot do');
}
