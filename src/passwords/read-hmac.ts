import { hashFields } from './hash-fields.ts';
import { readBase64 } from './read-base64.ts';

export interface HmacHash {
  /** `md4`, `md5`, `sha1`, `sha224`, `sha256`, `sha384` or `sha512` */
  algorithm: string;
  /** What is in the base64; Kratos takes it for the digest's hexadecimal text, in small letters. */
  digest: Buffer;
  key: Buffer;
}

/** Reads `$hmac-<algorithm>$digest$key`, padded base64. */
export function readHmac(hash: string): HmacHash {
  const [, name = '', digest = '', key = ''] = hashFields(hash, 4, otherParts);
  return {
    algorithm: name.slice('hmac-'.length),
    digest: readBase64(digest, { name: 'digest', padded: true }),
    key: readBase64(key, { name: 'key', padded: true }),
  };
}

const otherParts = {
  reason: 'Its parts are not those of $hmac-sha256$digest$key.',
  advice: "Bring it into that form: base64 of the digest's hexadecimal text, and base64 of the key.",
};
