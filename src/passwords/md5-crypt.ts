import { hash as hashOnce } from 'node:crypto';
import { cryptText } from './crypt-text.ts';
import { lengthBits } from './length-bits.ts';

/**
 * The digest text of Poul-Henning Kamp's md5-crypt (FreeBSD 2.0), with the salt as long as it is. `magic` is part of what
 * is hashed: `$1$` of crypt(3), `$apr1$` of Apache. It always has 1,000 rounds, which takes about 2 ms.
 */
export function md5CryptText(magic: '$1$' | '$apr1$', password: Buffer, salt: Buffer): string {
  const inner = md5(password, salt, password);
  const bits = lengthBits(password.length).map((bit) => (bit ? 0 : (password[0] ?? 0)));
  const fill = Buffer.alloc(password.length, inner);
  let digest = md5(password, Buffer.from(magic), salt, fill, Buffer.from(bits));
  for (let round = 0; round < 1000; round += 1) {
    const isOdd = round % 2 === 1;
    digest = md5(
      isOdd ? password : digest,
      round % 3 === 0 ? none : salt,
      round % 7 === 0 ? none : password,
      isOdd ? digest : password,
    );
  }
  return cryptText(digest, rows);
}

function md5(...parts: Buffer[]): Buffer {
  return hashOnce('md5', Buffer.concat(parts), 'buffer');
}

const none = Buffer.alloc(0);

const rows = [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5], [11]];
