import { scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { refuseTooMuchMemory } from './memory-limit.ts';
import { malformedHash, UnmatchableHashError } from './unmatchable-hash.ts';

/** `cost` is N itself, not its logarithm. */
export interface ScryptParameters {
  cost: number;
  block: number;
  parallelization: number;
}

/** Derives a key as Go does, off the event loop. Throws UnmatchableHashError for parameters that Go refuses or crashes on. */
export async function deriveScryptKey(
  password: Buffer,
  salt: Buffer,
  parameters: ScryptParameters,
  length: number,
): Promise<Buffer> {
  const { cost, block, parallelization } = parameters;
  checkParameters(parameters);
  refuseTooMuchMemory(128 * block * (cost + parallelization));
  const options = { N: cost, r: block, p: parallelization, maxmem: Number.MAX_SAFE_INTEGER };
  if (cost < 2 ** (16 * block)) return derive(password, salt, length, options);
  return deriveBeyondStandard(password, salt, parameters, length);
}

const derive = promisify<Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt);

function checkParameters({ cost, block, parallelization }: ScryptParameters): void {
  if (cost < 2 || !Number.isInteger(Math.log2(cost))) {
    throw malformedHash('scrypt: N must be > 1 and a power of 2');
  }
  if (block * parallelization >= 2 ** 30) throw malformedHash('scrypt: parameters are too large');
  if (block === 0 || parallelization === 0) {
    throw new UnmatchableHashError('crashes-kratos', 'Kratos fails on a scrypt hash with r=0 or p=0');
  }
}

/** N·r·p that WebAssembly computes in about two and a half seconds (measured), in which nothing else is answered. */
const largestWorkOnMainThread = 2 ** 22;

// RFC 7914 bounds N by the block size, and OpenSSL keeps to it; Go does not.
async function deriveBeyondStandard(
  password: Buffer,
  salt: Buffer,
  { cost, block, parallelization }: ScryptParameters,
  length: number,
): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0);
  if (cost * block * parallelization > largestWorkOnMainThread) {
    throw new UnmatchableHashError(
      'not-computed',
      'a scrypt hash beyond RFC 7914 of this size is not computed here',
    );
  }
  const { scrypt: deriveInWasm } = await import('hash-wasm');
  const key = await deriveInWasm({
    password,
    salt,
    costFactor: cost,
    blockSize: block,
    parallelism: parallelization,
    hashLength: length,
    outputType: 'binary',
  });
  return Buffer.from(key);
}
