import { decodeBase64 } from './decode-base64.ts';
import { refuseTooMuchMemory } from './memory-limit.ts';
import { isSameDigest } from './same-digest.ts';
import { scanNumbers } from './scan-parameters.ts';
import { malformedHash, UnmatchableHashError } from './unmatchable-hash.ts';

/**
 * Compares with `$argon2id$v=19$m=KiB,t=passes,p=lanes$salt$digest`, or argon2i, base64 without padding.
 * What the standard does not allow and Kratos computes all the same is not computed: a salt below 8 bytes,
 * a digest below 4, memory below 8 KiB a lane. No other software than Go's makes such hashes.
 */
export async function verifyArgon2(password: Buffer, hash: string): Promise<boolean> {
  const { variant, memory, passes, lanes, salt, digest } = readArgon2(hash);
  if (passes === 0 || lanes === 0 || digest.length === 0) {
    throw new UnmatchableHashError(
      'crashes-kratos',
      'Kratos fails on an argon2 hash with no passes, lanes or digest',
    );
  }
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

function readArgon2(hash: string): {
  variant: string;
  memory: number;
  passes: number;
  lanes: number;
  salt: Buffer;
  digest: Buffer;
} {
  const [, variant = '', version = '', parameters = '', salt = '', digest, ...excess] = hash.split('$');
  if (digest === undefined || excess.length > 0) throw malformedHash();
  if (scanNumbers(version, [['v', 'signed']])[0] !== 19n)
    throw malformedHash('incompatible version of argon2');
  const [memory = 0n, passes, lanes] = scanNumbers(parameters, [
    ['m', 64],
    ['t', 32],
    ['p', 8],
  ]);
  return {
    variant,
    memory: Number(BigInt.asUintN(32, memory)),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: decodeBase64(salt, { padded: false }),
    digest: decodeBase64(digest, { padded: false }),
  };
}
