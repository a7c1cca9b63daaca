import { hash as hashOnce } from 'node:crypto';
import type { Compare } from './compare.ts';
import { readSourceBcrypt } from './source-bcrypt.ts';

/** Reads `bcrypt_sha256$$2b$12$…` of Django's BCryptSHA256PasswordHasher: bcrypt of the SHA-256 in hex. */
export function readDjangoBcryptSha256(hash: string): Compare {
  const compare = readSourceBcrypt(hash.replace(/^bcrypt_sha256\$/, ''));
  return (password) => compare(Buffer.from(hashOnce('sha256', password)));
}
