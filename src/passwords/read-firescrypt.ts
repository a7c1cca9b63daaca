import type { ScryptParameters } from './check-scrypt.ts';
import { hashFields } from './hash-fields.ts';
import { readBase64 } from './read-base64.ts';
import { scanScryptParameters } from './scan-scrypt-parameters.ts';

export interface FirescryptHash {
  /** `ln` as it stands, which is the logarithm of N here. */
  logarithm: number;
  parameters: ScryptParameters;
  decode: () => { salt: Buffer; digest: Buffer; separator: Buffer; signerKey: Buffer };
}

/**
 * Reads `$firescrypt$ln=<mem_cost>,r=<rounds>,p=1$salt$hash$separator$signer key`, padded base64 of the standard
 * alphabet.
 */
export function readFirescrypt(hash: string): FirescryptHash {
  const [, , text = '', ...fields] = hashFields(hash, 7, otherParts);
  const { cost: logarithm, ...parameters } = scanScryptParameters(text);
  const [salt = '', digest = '', separator = '', signerKey = ''] = fields;
  return {
    logarithm,
    parameters: { ...parameters, cost: logarithm < 32 ? 2 ** logarithm : 0 }, // what does not fit into 32 bits is lost
    decode: () => ({
      salt: readBase64(salt, { name: 'salt', padded: true }),
      digest: readBase64(digest, { name: 'hash', padded: true }),
      separator: readBase64(separator, { name: 'salt separator', padded: true }),
      signerKey: readBase64(signerKey, { name: 'signer key', padded: true }),
    }),
  };
}

const otherParts = {
  reason: 'Its parts are not those of $firescrypt$ln=14,r=8,p=1$salt$hash$separator$signer key.',
  advice: 'Convert it anew from the export: idp password convert --from firebase.',
};
