import type { HashFormat } from '../recognised-prefix.ts';
import { inspectArgon2 } from './inspect-argon2.ts';
import { inspectBcrypt } from './inspect-bcrypt.ts';
import { inspectMd5Crypt, inspectShaCrypt } from './inspect-crypt.ts';
import { inspectMd5, inspectSha, inspectSsha } from './inspect-digest.ts';
import { inspectFirescrypt } from './inspect-firescrypt.ts';
import { inspectHmac } from './inspect-hmac.ts';
import { inspectPbkdf2 } from './inspect-pbkdf2.ts';
import { inspectScrypt } from './inspect-scrypt.ts';
import type { Inspect } from './inspection.ts';

/** What looks at a hash of each format. */
export const inspectFormat: Readonly<Record<HashFormat, Inspect>> = {
  'md5-crypt': inspectMd5Crypt,
  bcrypt: inspectBcrypt,
  'sha256-crypt': inspectShaCrypt,
  'sha512-crypt': inspectShaCrypt,
  argon2id: inspectArgon2,
  argon2i: inspectArgon2,
  pbkdf2: inspectPbkdf2,
  scrypt: inspectScrypt,
  ssha: inspectSsha,
  sha: inspectSha,
  firescrypt: inspectFirescrypt,
  md5: inspectMd5,
  hmac: inspectHmac,
};
