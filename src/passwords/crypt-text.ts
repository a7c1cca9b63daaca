/**
 * The text that crypt(3) makes of a digest. A row names up to three bytes of the digest, which are one number,
 * the most significant first; it is written in base 64, the least significant digit first.
 */
export function cryptText(digest: Uint8Array, rows: readonly (readonly number[])[]): string {
  return rows
    .map((row) => {
      let number = row.reduce((value, index) => value * 256 + (digest[index] ?? 0), 0);
      return Array.from({ length: Math.ceil((row.length * 8) / 6) }, () => {
        const digit = alphabet[number % 64];
        number = Math.floor(number / 64);
        return digit;
      }).join('');
    })
    .join('');
}

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
