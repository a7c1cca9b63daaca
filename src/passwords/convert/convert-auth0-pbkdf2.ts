import { convertPbkdf2 } from './convert-pbkdf2.ts';
import type { Conversion } from './conversion.ts';
import { iterationBounds, keyLengthBounds, readBase64, readCount, requireLength } from './read-field.ts';
import { refuse } from './refused-hash.ts';

/**
 * `$pbkdf2-sha512$i=100000,l=64$salt$key`, where the parameters are optional, as are parts of OpenSSL's names of
 * digests (RSA-SHA512, sha512WithRSAEncryption). Throws RefusedHashError.
 */
export function convertAuth0Pbkdf2(text: string): Conversion {
  const [, name = '', parameters = '', salt, key] =
    /^\$pbkdf2-([\w-]+)(?:\$([il]=\d+(?:,[il]=\d+)?))?\$([^$=]*)\$([^$=]+)$/.exec(text) ?? [];
  if (key === undefined)
    refuse('hash.value has to be $pbkdf2-digest$i=iterations,l=length$salt$key, without padding');
  const [, iterations = '100000'] = /i=(\d+)/.exec(parameters) ?? [];
  const [, length = '64'] = /l=(\d+)/.exec(parameters) ?? [];
  return convertPbkdf2({
    digest: name
      .replace(/^RSA-/i, '')
      .replace(/WithRSAEncryption$/i, '')
      .replace(/^sha1-2$/i, 'sha1'),
    iterations: readCount(iterations, 'i', iterationBounds),
    salt: readBase64(salt, 'the salt'),
    key: requireLength(readBase64(key, 'the key'), readCount(length, 'l', keyLengthBounds), 'the key'),
  });
}
