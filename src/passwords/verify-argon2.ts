import { checkArgon2 } from './check-argon2.ts';
import { refuseTooMuchMemory } from './memory-limit.ts';
import { readArgon2 } from './read-argon2.ts';
import { isSameDigest } from './same-digest.ts';
import { UnmatchableHashError } from './unmatchable-hash.ts';

/**
 * Compares with `$argon2id$v=19$m=KiB,t=passes,p=lanes$salt$digest`, or argon2i, base64 without padding.
 * What the standard does not allow and Kratos computes all the same is not computed: a salt below 8 bytes,
 * a digest below 4, memory below 8 KiB a lane. No other software than Go's makes such hashes.
 */
export async function verifyArgon2(password: Buffer, hash: string): Promise<boolean> {
  const { variant, passes, lanes, decode, ...asWritten } = readArgon2(hash);
  const { salt, digest } = decode();
  checkArgon2(passes, lanes, digest);
  const memory = Number(BigInt.asUintN(32, asWritten.memory));
  refuseTooMuchMemory(memory * 1024);
  if (salt.length < 8 || digest.length < 4 || memory < 8 * lanes) {
    throw new UnmatchableHashError('not-computed', 'argon2 is not defined for parameters this small');
  }
  const { hashRaw, parseOptions } = await import('@node-rs/argon2');
  // Its `Algorithm` is an enum of the declarations only, so that the numbers have to be read off a hash.
  const { algorithm } = parseOptions(`$${variant}$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAA`);
  const computed = await hashRaw(password, {
    algorithm,
    memoryCost: memory,
    timeCost: passes,
    parallelism: lanes,
    outputLen: digest.length,
    salt,
  });
  return isSameDigest(digest, computed);
}
