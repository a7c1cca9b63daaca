import { createHash } from 'node:crypto';
import { readSsha } from './read-ssha.ts';
import { isSameDigest } from './same-digest.ts';

/** Compares with LDAP's `{SSHA}`, `{SSHA256}` or `{SSHA512}` before the padded base64 of digest and salt. The salt cannot be empty. */
export function verifySsha(password: Buffer, hash: string): boolean {
  const { algorithm, digest, salt } = readSsha(hash);
  return isSameDigest(digest, createHash(algorithm).update(password).update(salt).digest());
}
