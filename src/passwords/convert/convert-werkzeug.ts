import { hookDigests } from '../hook/digest-length.ts';
import { convertBareDigest } from './convert-bare-digest.ts';
import { isDigestAlgorithm } from './convert-digest.ts';
import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, nothing } from './conversion.ts';
import { iterationBounds, readCount, readHashText, readHex, requireLength } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toKratos } from './to-kratos.ts';
import { type HmacParts, writeHmac, writeScrypt } from './write-kratos-hash.ts';

/**
 * A hash of werkzeug.security.generate_password_hash: `pbkdf2:sha256:600000$salt$hex`, `scrypt:32768:8:1$salt$hex`
 * and, before version 3, `sha256$salt$hex`, which is an HMAC of the password with the salt as its key (a plain
 * digest where the salt is empty), or `plain$$password`. A salt is text. From werkzeug/security.py of 3.1 and 2.2.
 */
export function convertWerkzeug(text: string): Conversion {
  return orRefused(() => {
    if (text.startsWith('plain$')) return convertPlain(text);
    const hash = readHashText(text);
    if (hash === '') return nothing('the hash is empty');
    const [, method = '', salt = '', digest] = /^([^$]*)\$([^$]*)\$(.*)$/.exec(hash) ?? [];
    if (digest === undefined) return refuse('method$salt$hash is expected');
    const [name = '', ...args] = method.split(':');
    if (name === 'plain')
      return { to: 'plain', password: digest, reason: 'it is the password itself, under plain' };
    if (name === 'pbkdf2') return convertWerkzeugPbkdf2(args, salt, digest);
    if (name === 'scrypt') return convertWerkzeugScrypt(args, salt, digest);
    return convertLegacy(name, salt, digest);
  });
}

/** A password may have spaces around it. */
function convertPlain(text: string): Conversion {
  const password = text.split('$').slice(2).join('$');
  if (password === '') return nothing('the password is empty');
  return { to: 'plain', password, reason: 'the password itself stands there, after plain$$' };
}

function convertWerkzeugPbkdf2(args: readonly string[], salt: string, hex: string): Conversion {
  const [digest = '', iterations] = args;
  if (iterations === undefined) refuse('iterations are missing: pbkdf2:digest:iterations is expected');
  const key = readHex(hex, 'the hash');
  const length = pbkdf2Lengths.get(digest);
  return convertPbkdf2({
    digest,
    iterations: readCount(iterations, 'the number of iterations', iterationBounds),
    salt: Buffer.from(salt),
    key: length === undefined ? key : requireLength(key, length, 'the hash'),
  });
}

const pbkdf2Lengths: ReadonlyMap<string, number> = new Map([
  ['sha1', 20],
  ['sha224', 28],
  ['sha256', 32],
  ['sha384', 48],
  ['sha512', 64],
]);

function convertWerkzeugScrypt(args: readonly string[], salt: string, hex: string): Conversion {
  const [cost, block, parallelization] = args;
  return toKratos(
    writeScrypt({
      cost: readCount(cost, 'N', iterationBounds),
      block: readCount(block, 'r', iterationBounds),
      parallelization: readCount(parallelization, 'p', iterationBounds),
      salt: Buffer.from(salt),
      key: requireLength(readHex(hex, 'the hash'), 64, 'the hash'),
    }),
  );
}

function convertLegacy(algorithm: string, salt: string, hex: string): Conversion {
  if (salt === '' && isDigestAlgorithm(algorithm)) return convertBareDigest(hex, algorithm);
  const length = hookDigests.get(algorithm);
  if (length === undefined || salt === '') {
    return refuse('the method is none of pbkdf2, scrypt, md5, sha1, sha224, sha256, sha384 and sha512');
  }
  const digest = requireLength(readHex(hex, 'the hash'), length, 'the hash');
  return toKratos(
    writeHmac({ algorithm: algorithm as HmacParts['algorithm'], digest, key: Buffer.from(salt) }),
  );
}
