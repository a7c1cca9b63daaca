import type { ScryptParameters } from './check-scrypt.ts';
import { hashFields } from './hash-fields.ts';
import { readBase64 } from './read-base64.ts';
import { scanScryptParameters } from './scan-scrypt-parameters.ts';

export interface ScryptHash {
  parameters: ScryptParameters;
  decode: () => { salt: Buffer; key: Buffer };
}

/** Reads `$scrypt$ln=<N>,r=<block>,p=<parallelization>$salt$key`, padded base64. */
export function readScrypt(hash: string): ScryptHash {
  const [, , parameters = '', salt = '', key = ''] = hashFields(hash, 5, otherParts);
  return {
    parameters: scanScryptParameters(parameters),
    decode: () => ({
      salt: readBase64(salt, { name: 'salt', padded: true }),
      key: readBase64(key, { name: 'key', padded: true }),
    }),
  };
}

const otherParts = {
  reason: 'Its parts are not those of $scrypt$ln=16384,r=8,p=1$salt$key.',
  advice: 'Bring it into that form: ln is N itself, and salt and key are padded base64.',
};
