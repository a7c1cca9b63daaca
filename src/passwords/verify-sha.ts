import { createHash } from 'node:crypto';
import { fillTemplate } from './fill-template.ts';
import { readSha } from './read-sha.ts';
import { isSameDigest } from './same-digest.ts';

/** Compares with `$sha1$pf=template$salt$digest`, sha256 or sha512. An unsalted one has an empty salt, not fewer parts. */
export function verifySha(password: Buffer, hash: string): boolean {
  const { algorithm, template, salt, digest } = readSha(hash);
  const message = fillTemplate(template, { salt, password });
  return isSameDigest(digest, createHash(algorithm).update(message).digest());
}
