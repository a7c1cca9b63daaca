/**
 * SHA-256 (FIPS 180-4) of a text in UTF-8, as 64 hexadecimal digits. node:crypto has it too, and takes 4 ms to load,
 * a twentieth of what a quick command takes in all; this takes less than one (measured). `idp audit verify` checks
 * what is written here with that of node:crypto.
 */
export function sha256(text: string): string {
  const state = Int32Array.from(initialState);
  compress(state, paddedWords(Buffer.from(text, 'utf8')));
  return bigEndian(Buffer.from(state.buffer)).toString('hex');
}

/** A one bit after the message, then zeros, and its length in bits at the end of the last block: big-endian words. */
function paddedWords(bytes: Buffer): Int32Array {
  const message = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const inOrder = Buffer.from(message.buffer);
  inOrder.writeBigUInt64BE(BigInt(bytes.length) * 8n, message.length - 8);
  bigEndian(inOrder);
  return new Int32Array(message.buffer);
}

/** Words of this machine as big-endian ones, and back. */
const bigEndian = (words: Buffer): Buffer => (isLittleEndian ? words.swap32() : words);

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** All blocks, in one loop without calls: that is what the interpreter, which sees it once in a run, is quick at. */
function compress(state: Int32Array, message: Int32Array): void {
  const words = new Int32Array(64);
  for (let block = 0; block < message.length; block += 16) {
    for (let at = 0; at < 16; at += 1) words[at] = message[block + at] as number;
    for (let at = 16; at < 64; at += 1) {
      const early = words[at - 15] as number;
      const late = words[at - 2] as number;
      words[at] =
        (words[at - 16] as number) +
        (((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3)) +
        (words[at - 7] as number) +
        (((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10));
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let at = 0; at < 64; at += 1) {
      const first =
        (h +
          (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
          ((e & f) ^ (~e & g)) +
          (constants[at] as number) +
          (words[at] as number)) |
        0;
      const second =
        ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
          ((a & b) ^ (a & c) ^ (b & c))) |
        0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    const sums = [a, b, c, d, e, f, g, h];
    for (let at = 0; at < 8; at += 1) state[at] = (state[at] as number) + (sums[at] as number);
  }
}

/** The first 32 bits of the fractions of the square roots of the first 8 primes. */
const initialState: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/** The same of the cube roots of the first 64. */
const constants = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);
