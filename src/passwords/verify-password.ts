import { type HashFormat, hashFormatOf } from './recognised-prefix.ts';
import { mismatch } from './same-digest.ts';
import { type UnmatchableCode, UnmatchableHashError } from './unmatchable-hash.ts';
import { verifyArgon2 } from './verify-argon2.ts';
import { verifyBcrypt } from './verify-bcrypt.ts';
import { verifyFirescrypt } from './verify-firescrypt.ts';
import { verifyHmac } from './verify-hmac.ts';
import { verifyMd5Crypt } from './verify-md5-crypt.ts';
import { verifyMd5 } from './verify-md5.ts';
import { verifyPbkdf2 } from './verify-pbkdf2.ts';
import { verifyScrypt } from './verify-scrypt.ts';
import { verifyShaCrypt } from './verify-sha-crypt.ts';
import { verifySha } from './verify-sha.ts';
import { verifySsha } from './verify-ssha.ts';

/** `reason` is in Kratos's words; with any code but `mismatch`, trying again with this password is of no use. */
export type Verdict = { match: true } | { match: false; code: 'mismatch' | UnmatchableCode; reason: string };

/**
 * Whether Kratos v26.2.0 would let this password in with this hash, and if not, why. Never throws for
 * a hash. What takes long is computed off the event loop, or gives way to it now and then.
 */
export async function verifyPassword(password: string, hash: string): Promise<Verdict> {
  const format = hashFormatOf(hash);
  if (format === undefined) return { match: false, code: 'unknown-format', reason: 'unknown hash algorithm' };
  try {
    const match = await verifiers[format](Buffer.from(password), hash);
    return match ? { match } : { match, code: 'mismatch', reason: mismatch };
  } catch (error) {
    if (!(error instanceof UnmatchableHashError)) throw error;
    return { match: false, code: error.code, reason: error.message };
  }
}

/** Throws UnmatchableHashError for a hash that can match nothing. */
type Verify = (password: Buffer, hash: string) => boolean | Promise<boolean>;

const verifiers: Readonly<Record<HashFormat, Verify>> = {
  'md5-crypt': verifyMd5Crypt,
  bcrypt: verifyBcrypt,
  'sha256-crypt': verifyShaCrypt,
  'sha512-crypt': verifyShaCrypt,
  argon2id: verifyArgon2,
  argon2i: verifyArgon2,
  pbkdf2: verifyPbkdf2,
  scrypt: verifyScrypt,
  ssha: verifySsha,
  sha: verifySha,
  firescrypt: verifyFirescrypt,
  md5: verifyMd5,
  hmac: verifyHmac,
};
