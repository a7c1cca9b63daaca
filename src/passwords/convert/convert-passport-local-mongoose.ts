import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, nothing } from './conversion.ts';
import {
  isAbsent,
  iterationBounds,
  keyLengthBounds,
  readCount,
  readText,
  requireKeyLength,
} from './read-field.ts';
import { readTextBytes } from './read-salt.ts';
import { orRefused } from './refused-hash.ts';

/** `salt` and `hash` as they are stored, and the options of the plugin where they are not its defaults. */
export interface PassportLocalMongooseHash {
  salt?: unknown;
  hash?: unknown;
  /** 25000 unless given */
  iterations?: unknown;
  /** In bytes, 512 unless given. */
  keylen?: unknown;
  /** sha256 unless given; versions before 4 used sha1 */
  digest?: unknown;
  /** Of the hash; hex unless given. */
  encoding?: unknown;
}

/**
 * The salt and hash that passport-local-mongoose keeps. The salt is hexadecimal text and is hashed as that text:
 * decoded, it never matches. From the plugin's pbkdf2 and options (index.js of version 8).
 */
export function convertPassportLocalMongoose(user: PassportLocalMongooseHash): Conversion {
  return orRefused(() => {
    if (isAbsent(user.hash)) return nothing('the user has no hash');
    const { iterations = 25_000, keylen = 512, digest = 'sha256', encoding = 'hex' } = user;
    const length = readCount(keylen, 'keylen', keyLengthBounds);
    return convertPbkdf2({
      digest: readText(digest, 'digest'),
      iterations: readCount(iterations, 'iterations', iterationBounds),
      salt: Buffer.from(readText(user.salt, 'salt')),
      key: requireKeyLength(readTextBytes(user.hash, encoding, 'hash'), length, 'hash'),
    });
  });
}
