import { readBase64, readHex } from './read-field.ts';
import { refuse } from './refused-hash.ts';

/** The bytes of a salt or key that stands as text (utf8, the default), hex or base64. Throws RefusedHashError. */
export function readTextBytes(value: unknown, encoding: unknown, field: string): Buffer {
  if (typeof value !== 'string') return refuse(`${field} has to be text`);
  if (encoding === undefined || encoding === null || encoding === 'utf8') return Buffer.from(value);
  if (encoding === 'hex') return readHex(value, field);
  if (encoding === 'base64') return readBase64(value, field);
  return refuse(`${field} has an unknown encoding: utf8, hex and base64 are known`);
}

/** As Kratos's template: the salt before the password (prefix, the default) or after it. Throws RefusedHashError. */
export function readSaltPosition(value: unknown, field: string): '{SALT}{PASSWORD}' | '{PASSWORD}{SALT}' {
  if (value === undefined || value === null || value === 'prefix') return '{SALT}{PASSWORD}';
  return value === 'suffix' ? '{PASSWORD}{SALT}' : refuse(`${field} has to be prefix or suffix`);
}
