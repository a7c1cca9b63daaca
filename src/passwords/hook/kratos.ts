import { inspectHash } from '../inspect-hash.ts';
import { measuredVersion } from '../kratos-version.ts';
import { refuseTooMuchMemory } from '../memory-limit.ts';
import { hashFormatOf } from '../recognised-prefix.ts';
import { malformedHash } from '../unmatchable-hash.ts';
import { verifyPassword } from '../verify-password.ts';
import type { Compare } from './compare.ts';
import { refusePasses, refuseRounds, refuseScrypt } from './refuse-long-work.ts';
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
  const { canMatch, reason, parameters } = inspectHash(hash, measuredVersion);
  if (!canMatch) throw malformedHash(reason);
  refuseTooMuch((name, otherwise) => Number(parameters[name] ?? otherwise));
  return async (password) => (await verifyPassword(password, hash)).match;
}

/** By the parameters of whatever algorithm it is; what a hash does not have is nothing, or one. */
function refuseTooMuch(number: (name: string, otherwise: number) => number): void {
  const kibibytes = number('memory-kib', 0);
  const [cost, block, parallelization] = [number('n', 2 ** number('ln', 0)), number('r', 1), number('p', 1)];
  refuseTooMuchMemory(kibibytes * 1024);
  refuseTooMuchMemory(128 * block * (cost + parallelization));
  refusePasses(number('passes', 1), kibibytes);
  refuseScrypt(cost, block, parallelization);
  refuseRounds(Math.max(number('iterations', 1), number('rounds', 1)));
}
