import { scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { checkScrypt, type ScryptParameters } from './check-scrypt.ts';
import { refuseTooMuchMemory } from './memory-limit.ts';
import { UnmatchableHashError } from './unmatchable-hash.ts';

/** Derives a key as Go does, off the event loop. Throws UnmatchableHashError for parameters that Go refuses or crashes on. */
export async function deriveScryptKey(
  password: Buffer,
  salt: Buffer,
  parameters: ScryptParameters,
  length: number,
): Promise<Buffer> {
  const { cost, block, parallelization } = parameters;
  checkScrypt(parameters);
  refuseTooMuchMemory(128 * block * (cost + parallelization));
  const options = { N: cost, r: block, p: parallelization, maxmem: Number.MAX_SAFE_INTEGER };
  if (cost < 2 ** (16 * block)) return derive(password, salt, length, options);
  return deriveBeyondStandard(password, salt, parameters, length);
}

const derive = promisify<Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt);

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
