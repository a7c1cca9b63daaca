import { convertPbkdf2 } from './convert-pbkdf2.ts';
import type { Conversion } from './conversion.ts';
import { bytesOfHex } from './encoded-bytes.ts';
import { iterationBounds, readBase64, readCount, readHex, requireLength } from './read-field.ts';
import { refuse } from './refused-hash.ts';

/**
 * The pbkdf2_* of Clerk but Django's, each of which has its salt and hash in another encoding: `pbkdf2_sha1` a salt
 * that is hex where it can be and text otherwise, and optionally the length of the key, in bytes, as a fifth part;
 * `pbkdf2_sha256` base64; `pbkdf2_sha512` text and hex; `pbkdf2_sha512_hex` hex. Throws RefusedHashError.
 */
export function convertClerkPbkdf2(text: string): Conversion {
  const [name = '', iterations, salt = '', hash, length, ...excess] = text.split('$');
  const encoding = encodings.get(name);
  if (encoding === undefined || hash === undefined || excess.length > 0) {
    return refuse(
      'password_digest has to be the name of its hasher, iterations, salt and hash with $ between',
    );
  }
  const key = encoding.readHash(hash, 'the hash');
  if (length !== undefined)
    requireLength(key, readCount(length, 'key-length', { least: 16, most: 1024 }), 'the hash');
  return convertPbkdf2({
    digest: encoding.digest,
    iterations: readCount(iterations, 'iterations', iterationBounds),
    salt: encoding.readSalt(salt, 'the salt'),
    key,
  });
}

type ReadBytes = (text: string, field: string) => Buffer;

const readUtf8: ReadBytes = (text) => Buffer.from(text);
const readHexOrUtf8: ReadBytes = (text) => bytesOfHex(text) ?? Buffer.from(text);

const encodings: ReadonlyMap<string, { digest: string; readSalt: ReadBytes; readHash: ReadBytes }> = new Map([
  ['pbkdf2_sha1', { digest: 'sha1', readSalt: readHexOrUtf8, readHash: readHex }],
  ['pbkdf2_sha256', { digest: 'sha256', readSalt: readBase64, readHash: readBase64 }],
  ['pbkdf2_sha512', { digest: 'sha512', readSalt: readUtf8, readHash: readHex }],
  ['pbkdf2_sha512_hex', { digest: 'sha512', readSalt: readHex, readHash: readHex }],
]);
