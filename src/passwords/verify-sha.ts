import { createHash } from 'node:crypto';
import { readTemplatedHash } from './read-templated-hash.ts';
import { isSameDigest } from './same-digest.ts';
import { malformedHash } from './unmatchable-hash.ts';

/** Compares with `$sha1$pf=template$salt$digest`, sha256 or sha512. An unsalted one has an empty salt, not fewer parts. */
export function verifySha(password: Buffer, hash: string): boolean {
  const [, algorithm = '', template = '', salt = '', digestText, ...excess] = hash.split('$');
  if (digestText === undefined || excess.length > 0) throw malformedHash();
  const { message, digest } = readTemplatedHash([template, salt, digestText], password);
  return isSameDigest(digest, createHash(algorithm).update(message).digest());
}
