import { convertArgon2 } from './convert-argon2.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertFirebaseParts, memoryCostBounds, readSeparator, roundBounds } from './convert-firebase.ts';
import { type Conversion, nothing } from './conversion.ts';
import { readBase64, readCount, readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';

/**
 * The encrypted_password of auth.users of Supabase: bcrypt, argon2, or Firebase's scrypt as
 * `$fbscrypt$v=1,n=14,r=8,p=1,ss=<salt separator>,sk=<signer key>$salt$hash` (internal/crypto/password.go of
 * supabase/auth); empty for people who have no password.
 */
export function convertSupabase(text: string): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('encrypted_password is empty');
    if (hash.startsWith('$argon2')) return convertArgon2(hash);
    if (hash.startsWith('$fbscrypt$')) return convertFbscrypt(hash);
    return convertBcrypt(hash);
  });
}

function convertFbscrypt(text: string): Conversion {
  const [, , parameters = '', salt, hash, ...excess] = text.split('$');
  if (hash === undefined || excess.length > 0) return refuse('$fbscrypt$parameters$salt$hash is expected');
  const values = new Map(
    parameters.split(',').map((pair) => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(pair) ?? [];
      return [name, value];
    }),
  );
  if (values.get('v') !== '1' || values.get('p') !== '1')
    refuse('v=1 and p=1 are the only parameters of fbscrypt that exist');
  return convertFirebaseParts({
    memoryCost: readCount(values.get('n'), 'n', memoryCostBounds),
    rounds: readCount(values.get('r'), 'r', roundBounds),
    saltSeparator: readSeparator(values.get('ss'), 'ss'),
    signerKey: readBase64(values.get('sk'), 'sk'),
    salt: readBase64(salt, 'the salt'),
    hash: readBase64(hash, 'the hash'),
  });
}
