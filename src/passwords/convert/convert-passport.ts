import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, nothing } from './conversion.ts';
import { bytesOfBase64, bytesOfHex } from './encoded-bytes.ts';
import {
  isAbsent,
  iterationBounds,
  keyLengthBounds,
  readCount,
  readText,
  requireKeyLength,
} from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';

/** Two BLOBs as hex, base64 or `{type: "Buffer", data}`, and the parameters where they are not the tutorial's. */
export interface PassportHash {
  hashed_password?: unknown;
  salt?: unknown;
  /** 310000 unless given */
  iterations?: unknown;
  /** In bytes, 32 unless given. */
  keylen?: unknown;
  /** sha256 unless given */
  digest?: unknown;
}

/**
 * The row that the tutorials of Passport keep: `crypto.pbkdf2(password, salt, 310000, 32, 'sha256')` of 16 random
 * bytes of salt (github.com/passport/todos-express-password). Unlike passport-local-mongoose's, the salt is bytes.
 */
export function convertPassport(user: PassportHash): Conversion {
  return orRefused(() => {
    const { hashed_password: hash, salt, iterations = 310_000, keylen = 32, digest = 'sha256' } = user;
    if (isAbsent(hash)) return nothing('the row has no hashed_password');
    const length = readCount(keylen, 'keylen', keyLengthBounds);
    return convertPbkdf2({
      digest: readText(digest, 'digest'),
      iterations: readCount(iterations, 'iterations', iterationBounds),
      salt: readBlob(salt, 'salt'),
      key: requireKeyLength(readBlob(hash, 'hashed_password'), length, 'hashed_password'),
    });
  });
}

/** Hex also as SQLite's `X'…'` and PostgreSQL's `\x…` write it. What can be hex is hex: base64 of so many bytes ends with `=`. */
function readBlob(value: unknown, field: string): Buffer {
  if (typeof value === 'object' && value !== null && 'data' in value) return readByteList(value.data, field);
  const text = readText(value, field);
  const [, digits = text] = /^x'(.*)'$/i.exec(text) ?? [];
  const hex = digits.replace(/^(?:\\x|0x)/, '');
  return bytesOfHex(hex) ?? bytesOfBase64(text) ?? refuse(`${field} is neither hexadecimal text nor base64`);
}

function readByteList(data: unknown, field: string): Buffer {
  if (Array.isArray(data) && data.every(isByte)) return Buffer.from(data);
  return refuse(`${field}.data has to be a list of bytes`);
}

function isByte(item: unknown): item is number {
  return typeof item === 'number' && Number.isInteger(item) && item >= 0 && item < 256;
}
