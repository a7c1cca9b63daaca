import { createCipheriv } from 'node:crypto';
import { deriveScryptKey } from './derive-scrypt-key.ts';
import { readFirescrypt } from './read-firescrypt.ts';
import { isSameDigest } from './same-digest.ts';

/**
 * Compares with Firebase's scrypt, `$firescrypt$ln=<mem_cost>,r=<rounds>,p=1$salt$hash$separator$signer key`,
 * padded base64 of the standard alphabet: scrypt makes a key of salt and separator, which encrypts the
 * signer key. Here `ln` is the logarithm of N.
 */
export async function verifyFirescrypt(password: Buffer, hash: string): Promise<boolean> {
  const { parameters, decode } = readFirescrypt(hash);
  const { salt, digest, separator, signerKey } = decode();
  const key = await deriveScryptKey(password, Buffer.concat([salt, separator]), parameters, 32);
  return isSameDigest(digest, createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(signerKey));
}
