import { createHmac, hash as hashOnce, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { deriveScryptKey } from '../derive-scrypt-key.ts';
import { refuseTooMuchMemory } from '../memory-limit.ts';
import { malformedHash } from '../unmatchable-hash.ts';
import { type Compare, isEqual } from './compare.ts';
import { digestLength } from './digest-length.ts';
import { refuseRounds, refuseScrypt } from './refuse-long-work.ts';

/**
 * Reads `method$salt$hex` of werkzeug.security, where the salt is text: `scrypt:N:r:p` (its default), `pbkdf2:digest:
 * iterations`, or before 2.3 the name of a digest alone, which is an HMAC keyed with the salt, or without a salt the digest.
 */
export function readWerkzeug(hash: string): Compare {
  const [method = '', salt = '', hex, ...excess] = hash.split('$');
  if (hex === undefined || excess.length > 0) {
    throw malformedHash('a hash of werkzeug has three parts: method$salt$digest');
  }
  const derive = readMethod(method.split(':'), Buffer.from(salt));
  if (!/^[0-9a-f]+$/.test(hex) || hex.length !== 2 * derive.bytes) {
    throw malformedHash(`its digest is not ${derive.bytes} bytes in hex`);
  }
  return async (password) => isEqual(hex, (await derive.from(Buffer.from(password))).toString('hex'));
}

type Derivation = { readonly bytes: number; readonly from: (password: Buffer) => Buffer | Promise<Buffer> };

function readMethod(words: readonly string[], salt: Buffer): Derivation {
  const [name = '', ...settings] = words;
  if (name === 'scrypt') return readScrypt(settings, salt);
  if (name === 'pbkdf2') return readPbkdf2(settings, salt);
  if (settings.length > 0) throw malformedHash('its method is none of werkzeug');
  const bytes = digestLength(name);
  return {
    bytes,
    from: (password) =>
      salt.length === 0
        ? hashOnce(name, password, 'buffer')
        : createHmac(name, salt).update(password).digest(),
  };
}

function readScrypt(settings: readonly string[], salt: Buffer): Derivation {
  const [cost, block, parallelization, ...excess] = settings.map(wholeNumber);
  if (cost === undefined || block === undefined || parallelization === undefined || excess.length > 0) {
    throw malformedHash('its scrypt has not the three numbers N:r:p');
  }
  if (!Number.isInteger(Math.log2(cost)) || cost < 2) throw malformedHash('its N of scrypt is no power of 2');
  refuseTooMuchMemory(128 * block * (cost + parallelization));
  refuseScrypt(cost, block, parallelization);
  const parameters = { cost, block, parallelization };
  return { bytes: 64, from: (password) => deriveScryptKey(password, salt, parameters, 64) };
}

function readPbkdf2(settings: readonly string[], salt: Buffer): Derivation {
  const [name = 'sha256', iterations, ...excess] = settings;
  if (iterations === undefined || excess.length > 0) {
    throw malformedHash('its pbkdf2 has not a digest and a number of iterations');
  }
  const bytes = digestLength(name);
  const rounds = wholeNumber(iterations);
  refuseRounds(rounds);
  return { bytes, from: (password) => derivePbkdf2(password, salt, rounds, bytes, name) };
}

const derivePbkdf2 = promisify(pbkdf2);

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text) && Number(text) < 2 ** 31) return Number(text);
  throw malformedHash('a number in its method is none from 1 to 2147483647');
}
