import { createHash } from 'node:crypto';
import { fillTemplate } from './fill-template.ts';
import { readMd5 } from './read-md5.ts';
import { isSameDigest } from './same-digest.ts';

/** Compares with `$md5$digest` or `$md5$pf=template$salt$digest`, where the base64 is of the 16 bytes, not of their hex text. */
export function verifyMd5(password: Buffer, hash: string): boolean {
  const { template, salt, digest } = readMd5(hash);
  const message = fillTemplate(template, { salt, password });
  return isSameDigest(digest, createHash('md5').update(message).digest());
}
