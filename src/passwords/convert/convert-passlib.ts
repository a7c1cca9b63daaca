import { convertCrypt } from './convert-crypt.ts';
import { convertDjango } from './convert-django.ts';
import { convertLdap } from './convert-ldap.ts';
import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { convertPhcScrypt } from './convert-phc-scrypt.ts';
import { convertPhpass } from './convert-phpass.ts';
import { type Conversion, nothing } from './conversion.ts';
import { bytesOfAdaptedBase64 } from './encoded-bytes.ts';
import { iterationBounds, readCount, readHashText, readHex, requireLength } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';

/**
 * A hash of Python's passlib: `$pbkdf2$`, `$pbkdf2-sha256$29000$salt$key` in its own base64 (a dot for the plus),
 * `$scrypt$ln=16,r=8,p=1$…` (the logarithm of N), `grub.pbkdf2.sha512.…`, and those of crypt(3), phpass, LDAP and
 * Django that it makes too. From passlib.handlers of 1.7.4.
 */
export function convertPasslib(text: string): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('the hash is empty');
    if (/^\$pbkdf2(?:-sha\d+)?\$/.test(hash)) return convertPasslibPbkdf2(hash);
    if (hash.startsWith('$scrypt$')) return convertPhcScrypt(hash);
    if (hash.startsWith('grub.')) return convertGrub(hash);
    if (hash.startsWith('{')) return convertLdap(hash);
    if (/^\$[PH]\$/.test(hash)) return convertPhpass(hash);
    if (hash.startsWith('$bcrypt-sha256$')) {
      return refuse(
        "passlib's bcrypt_sha256 is computed neither by Kratos nor by the hook: set a new password",
      );
    }
    return /^[a-z][a-z0-9_]*\$/.test(hash) || hash.startsWith('!') ? convertDjango(hash) : convertCrypt(hash);
  });
}

function convertPasslibPbkdf2(hash: string): Conversion {
  const [, ident = '', rounds, salt = '', key = '', ...excess] = hash.split('$');
  if (excess.length > 0) refuse('rounds, salt and checksum are expected after the name');
  const digest = ident === 'pbkdf2' ? 'sha1' : ident.slice('pbkdf2-'.length);
  const bytes = bytesOfAdaptedBase64(key) ?? refuse('the checksum is not whole base64: it is cut off');
  return convertPbkdf2({
    digest,
    iterations: readCount(rounds, 'rounds', iterationBounds),
    salt: bytesOfAdaptedBase64(salt) ?? refuse('the salt is not whole base64'),
    key: requireLength(bytes, lengths.get(digest) ?? bytes.length, 'the checksum'),
  });
}

const lengths: ReadonlyMap<string, number> = new Map([
  ['sha1', 20],
  ['sha256', 32],
  ['sha512', 64],
]);

/** `grub.pbkdf2.sha512.rounds.SALT.CHECKSUM` of grub-mkpasswd-pbkdf2 too, in hexadecimal digits. */
function convertGrub(hash: string): Conversion {
  const [, , digest = '', rounds, salt, key, ...excess] = hash.split('.');
  if (digest !== 'sha512' || excess.length > 0) refuse('grub.pbkdf2.sha512.rounds.salt.checksum is expected');
  return convertPbkdf2({
    digest,
    iterations: readCount(rounds, 'rounds', iterationBounds),
    salt: readHex(salt, 'the salt'),
    key: requireLength(readHex(key, 'the checksum'), 64, 'the checksum'),
  });
}
