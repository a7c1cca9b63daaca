import { createCipheriv } from 'node:crypto';
import { decodeBase64 } from './decode-base64.ts';
import { deriveScryptKey } from './derive-scrypt-key.ts';
import { isSameDigest } from './same-digest.ts';
import { malformedHash } from './unmatchable-hash.ts';
import { scanScryptParameters } from './verify-scrypt.ts';

/**
 * Compares with Firebase's scrypt, `$firescrypt$ln=<mem_cost>,r=<rounds>,p=1$salt$hash$separator$signer key`,
 * padded base64 of the standard alphabet: scrypt makes a key of salt and separator, which encrypts the
 * signer key. Here `ln` is the logarithm of N.
 */
export async function verifyFirescrypt(password: Buffer, hash: string): Promise<boolean> {
  const [, , text = '', ...fields] = hash.split('$');
  if (fields.length !== 4) throw malformedHash();
  const { cost, ...parameters } = scanScryptParameters(text);
  const [salt = none, stored = none, separator = none, signerKey = none] = fields.map((field) =>
    decodeBase64(field, { padded: true }),
  );
  const key = await deriveScryptKey(
    password,
    Buffer.concat([salt, separator]),
    { ...parameters, cost: cost < 32 ? 2 ** cost : 0 }, // what does not fit into 32 bits is lost
    32,
  );
  return isSameDigest(stored, createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(signerKey));
}

const none = Buffer.alloc(0);
