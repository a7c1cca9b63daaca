import { readBase64 } from './read-base64.ts';
import { malformedHash, UnmatchableHashError } from './unmatchable-hash.ts';

export interface SshaHash {
  /** `sha1`, `sha256` or `sha512` */
  algorithm: string;
  digest: Buffer;
  /** One byte at least. */
  salt: Buffer;
}

/** Reads LDAP's `{SSHA}`, `{SSHA256}` or `{SSHA512}` before the padded base64 of digest and salt. */
export function readSsha(hash: string): SshaHash {
  const [prefix, bits = '1'] = /^\{SSHA(256|512)?\}/.exec(hash) ?? [''];
  const decoded = decode(hash.slice(prefix.length));
  const length = digestLengths.get(bits) ?? 0;
  if (decoded.length < length) throw malformedHash(undefined, tooShort);
  if (decoded.length === length) throw malformedHash(undefined, unsalted);
  return {
    algorithm: `sha${bits}`,
    digest: decoded.subarray(0, length),
    salt: decoded.subarray(length),
  };
}

const digestLengths = new Map([
  ['1', 20],
  ['256', 32],
  ['512', 64],
]);

// Kratos does not tell where the base64 is wrong.
function decode(text: string): Buffer {
  try {
    return readBase64(text, { name: 'digest and salt', padded: true, strict: false, converter: 'ldap' });
  } catch (error) {
    throw error instanceof UnmatchableHashError ? malformedHash(undefined, error.explanation) : error;
  }
}

const tooShort = {
  reason: 'What follows the braces is shorter than the digest that they name.',
  advice: 'Take it anew from its source: it was cut, or it is of another scheme.',
};

const unsalted = {
  reason: 'There is no salt after the digest: it is unsalted, which {SHA} would be the name for.',
  advice: 'Write {SHA} (or {SHA256}, {SHA512}) and convert it with: idp password convert --from ldap.',
};
