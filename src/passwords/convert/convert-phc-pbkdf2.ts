import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, nothing } from './conversion.ts';
import {
  iterationBounds,
  keyLengthBounds,
  readBase64,
  readCount,
  readHashText,
  requireLength,
} from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';

/** What is meant where the parameters do not say it. */
export interface Pbkdf2Defaults {
  iterations: string;
  /** Of the key, in bytes. */
  length: string;
}

/**
 * pbkdf2 in PHC string format, `$pbkdf2-sha512$i=100000,l=64$salt$key`, with padding or without. The digest may have
 * a name of OpenSSL (RSA-SHA512, sha512WithRSAEncryption). Kratos takes this form for its own, except where it is padded
 * and where the digest is SHA-2 of 224 or 384 bits.
 */
export function convertPhcPbkdf2(text: string, defaults?: Pbkdf2Defaults): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('the hash is empty');
    const [, name = '', parameters = '', salt, key] =
      /^\$pbkdf2-([\w-]+)(?:\$([il]=\d+(?:,[il]=\d+)?))?\$([^$=]*={0,2})\$([^$=]+={0,2})$/.exec(hash) ?? [];
    if (key === undefined) refuse('$pbkdf2-digest$i=iterations,l=length$salt$key is expected');
    const bytes = readBase64(key, 'the key');
    const [, iterations = defaults?.iterations] = /i=(\d+)/.exec(parameters) ?? [];
    const [, length = defaults?.length] = /l=(\d+)/.exec(parameters) ?? [];
    return convertPbkdf2({
      digest: name
        .replace(/^RSA-/i, '')
        .replace(/WithRSAEncryption$/i, '')
        .replace(/^sha1-2$/i, 'sha1'),
      iterations: readCount(iterations, 'i', iterationBounds),
      salt: readBase64(salt, 'the salt'),
      key:
        length === undefined
          ? bytes
          : requireLength(bytes, readCount(length, 'l', keyLengthBounds), 'the key'),
    });
  });
}
