import { createHash } from 'node:crypto';
import { cryptText } from './crypt-text.ts';
import { lengthBits } from './length-bits.ts';
import { isSameDigest } from './same-digest.ts';
import { malformedHash } from './unmatchable-hash.ts';

/**
 * Compares with `$md5-crypt$salt$digest`, which is the `$1$` of crypt(3) under another prefix. Unlike crypt(3),
 * Kratos does not cut the salt after 8 bytes.
 */
export function verifyMd5Crypt(password: Buffer, hash: string): boolean {
  const [, , salt = '', text, ...excess] = hash.split('$');
  if (text === undefined || excess.length > 0) {
    throw malformedHash('md5crypt decode error: provided encoded hash has an invalid format');
  }
  const computed = cryptText(md5CryptDigest(password, Buffer.from(salt)), rows);
  return isSameDigest(Buffer.from(text), Buffer.from(computed));
}

// Poul-Henning Kamp's algorithm of FreeBSD 2.0. It always has 1,000 rounds, which takes about 2 ms.
function md5CryptDigest(password: Buffer, salt: Buffer): Buffer {
  const inner = md5(password, salt, password);
  const bits = lengthBits(password.length).map((bit) => (bit ? 0 : (password[0] ?? 0)));
  const fill = Buffer.alloc(password.length, inner);
  let digest = md5(password, Buffer.from('$1$'), salt, fill, Buffer.from(bits));
  for (let round = 0; round < 1000; round += 1) {
    const isOdd = round % 2 === 1;
    digest = md5(
      isOdd ? password : digest,
      round % 3 === 0 ? none : salt,
      round % 7 === 0 ? none : password,
      isOdd ? digest : password,
    );
  }
  return digest;
}

function md5(...parts: Buffer[]): Buffer {
  return createHash('md5').update(Buffer.concat(parts)).digest();
}

const none = Buffer.alloc(0);

const rows = [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5], [11]];
