import { refuseTooMuchMemory } from '../memory-limit.ts';
import { malformedHash } from '../unmatchable-hash.ts';
import { base64Bytes } from './base64-bytes.ts';
import { type Compare, isEqual } from './compare.ts';
import { refusePasses } from './refuse-long-work.ts';

/**
 * Reads `$argon2d$v=19$m=KiB,t=passes,p=lanes$salt$digest` (or argon2i, argon2id) of version 19, or of version 16, which
 * is meant where none is named. Kratos has neither argon2d nor version 16.
 */
export function readForeignArgon2(hash: string): Compare {
  const [, variant = '', version = '16', memoryText, passesText, lanesText, saltText = '', storedText] =
    /^\$(argon2(?:d|id|i))(?:\$v=(16|19))?\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,3})\$([^$]+)\$([^$]+)$/.exec(
      hash,
    ) ?? [];
  if (storedText === undefined) {
    throw malformedHash('it has not the parts $argon2d$v=19$m=…,t=…,p=…$salt$hash, of version 16 or 19');
  }
  const [memory, passes, lanes] = [Number(memoryText), Number(passesText), Number(lanesText)];
  const salt = base64Bytes(saltText, 'salt');
  const stored = base64Bytes(storedText, 'digest');
  if (passes < 1 || lanes < 1 || lanes > 255 || memory < 8 * lanes || salt.length < 8 || stored.length < 4) {
    throw malformedHash('argon2 is not defined for its parameters');
  }
  refuseTooMuchMemory(memory * 1024);
  refusePasses(passes, memory);
  return async (password) => {
    const { hashRaw, parseOptions } = await import('@node-rs/argon2');
    // Its enums are of the declarations only, so that the numbers have to be read off a hash.
    const sample = parseOptions(`$${variant}$v=${version}$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAA`);
    const computed = await hashRaw(password, {
      algorithm: sample.algorithm,
      version: sample.version,
      memoryCost: memory,
      timeCost: passes,
      parallelism: lanes,
      outputLen: stored.length,
      salt,
    });
    return isEqual(stored, computed);
  };
}
