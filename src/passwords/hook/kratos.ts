import { inspectHash } from '../inspect-hash.ts';
import { measuredVersion } from '../kratos-version.ts';
import { hashFormatOf } from '../recognised-prefix.ts';
import { malformedHash } from '../unmatchable-hash.ts';
import { verifyPassword } from '../verify-password.ts';
import type { Compare } from './compare.ts';
import { readSourceBcrypt } from './source-bcrypt.ts';

/**
 * Reads what Kratos itself could match, and compares as it does, but for bcrypt: there the system that the hash comes from
 * let a password of more than 72 bytes in.
 */
export function readKratos(hash: string): Compare {
  if (hashFormatOf(hash) === 'bcrypt') {
    const compare = readSourceBcrypt(hash);
    return (password) => compare(Buffer.from(password));
  }
  const { canMatch, reason } = inspectHash(hash, measuredVersion);
  if (!canMatch) throw malformedHash(reason);
  return async (password) => (await verifyPassword(password, hash)).match;
}
