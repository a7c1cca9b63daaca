import { explained } from './explained.ts';
import { hashFields } from './hash-fields.ts';
import { readBase64 } from './read-base64.ts';
import { scanNumbers } from './scan-parameters.ts';
import type { Explanation } from './unmatchable-hash.ts';

export interface Pbkdf2Hash {
  /** As it is written, such as `sha256`. */
  digest: string;
  /** As Kratos computes with it, in OpenSSL's words. */
  algorithm: string;
  iterations: number;
  decode: () => { salt: Buffer; key: Buffer };
}

/** Reads `$pbkdf2-<digest>$i=<iterations>,l=<length>$salt$key`, base64 without padding. The length is read and means nothing. */
export function readPbkdf2(hash: string): Pbkdf2Hash {
  const [, name = '', parameters = '', salt = '', key = ''] = hashFields(hash, 5, otherParts);
  const explanation = /^\d+$/.test(parameters) ? ofPasslib : otherParameters;
  const [iterations] = explained(explanation, () =>
    scanNumbers(parameters, [
      ['i', 32],
      ['l', 32],
    ]),
  );
  const digest = name.slice('pbkdf2-'.length);
  return {
    digest,
    algorithm: algorithms.get(digest) ?? 'sha256',
    iterations: Number(iterations),
    decode: () => ({
      salt: readBase64(salt, { name: 'salt', padded: false }),
      key: readBase64(key, { name: 'key', padded: false }),
    }),
  };
}

// sha224 and sha384 are SHA-3 to Kratos, and what it does not know is SHA-256.
const algorithms = new Map([
  ['sha1', 'sha1'],
  ['sha224', 'sha3-224'],
  ['sha256', 'sha256'],
  ['sha384', 'sha3-384'],
  ['sha512', 'sha512'],
]);

const otherParts: Explanation = {
  reason: 'Its parts are not those of $pbkdf2-sha256$i=600000,l=32$salt$key.',
  advice: 'Bring it into that form: salt and key are base64 without padding.',
};

const ofPasslib: Explanation = {
  reason: 'Its iterations stand alone, as passlib writes them, and not as i=…,l=….',
  advice: 'Convert it with: idp password convert --from passlib.',
};

const otherParameters: Explanation = {
  reason: 'Its parameters are not i=…,l=…, in this order and each below 4294967296.',
  advice: 'Write i= and the iterations, a comma, l= and the length of the key in bytes.',
};
