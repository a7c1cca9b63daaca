import { malformedHash } from './unmatchable-hash.ts';

/** What a hash of crypt(3) says, all of it text. */
export interface CryptHash {
  salt: string;
  digest: string;
}

/** Reads `$md5-crypt$salt$digest`. */
export function readMd5Crypt(hash: string): CryptHash {
  const [, , salt = '', digest, ...excess] = hash.split('$');
  if (digest === undefined || excess.length > 0) {
    throw malformedHash('md5crypt decode error: provided encoded hash has an invalid format', {
      reason: 'Its parts are not those of $md5-crypt$salt$digest.',
      advice: 'Take it anew from its source, and convert it with: idp password convert --from crypt.',
    });
  }
  return { salt, digest };
}
