import { createHash, hash as hashOnce } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { cryptText } from './crypt-text.ts';
import { lengthBits } from './length-bits.ts';

export interface ShaCryptInput {
  algorithm: 'sha256' | 'sha512';
  password: Buffer;
  salt: Buffer;
  /** Taken as it is: neither raised to 1,000 nor lowered to 999,999,999. */
  rounds: number;
}

/**
 * The digest text of `$5$` and `$6$` hashes, by Ulrich Drepper's "Unix crypt using SHA-256 and SHA-512" (2008),
 * but with the bounds of salt and rounds left to the caller. Pauses after every 5,000 rounds, which take about
 * 10 ms, so that a large number of them does not hold up everything else.
 */
export async function shaCryptText(input: ShaCryptInput): Promise<string> {
  const { algorithm, password, salt, rounds } = input;
  const hash: Hash = (...parts) => hashOnce(algorithm, Buffer.concat(parts), 'buffer');
  let digest = firstDigest(hash, password, salt);
  const passwordBytes = stretch(hashRepeated(algorithm, password, password.length), password.length);
  const saltBytes = stretch(hashRepeated(algorithm, salt, 16 + (digest[0] ?? 0)), salt.length);
  for (let round = 0; round < rounds; round += 1) {
    const isOdd = round % 2 === 1;
    digest = hash(
      isOdd ? passwordBytes : digest,
      round % 3 === 0 ? none : saltBytes,
      round % 7 === 0 ? none : passwordBytes,
      isOdd ? digest : passwordBytes,
    );
    if (round % roundsBetweenPauses === roundsBetweenPauses - 1) await setImmediate();
  }
  return cryptText(digest, algorithm === 'sha256' ? rowsOf256 : rowsOf512);
}

type Hash = (...parts: Buffer[]) => Buffer;

function firstDigest(hash: Hash, password: Buffer, salt: Buffer): Buffer {
  const alternate = hash(password, salt, password);
  return hash(
    password,
    salt,
    stretch(alternate, password.length),
    ...lengthBits(password.length).map((bit) => (bit ? alternate : password)),
  );
}

/** Repeats a digest, and cuts it, to this length. */
function stretch(digest: Buffer, length: number): Buffer {
  return Buffer.alloc(length, digest);
}

// Piece by piece: the password as often as it is long would take its memory squared.
function hashRepeated(algorithm: string, part: Buffer, times: number): Buffer {
  const hash = createHash(algorithm);
  for (let time = 0; time < times; time += 1) hash.update(part);
  return hash.digest();
}

const roundsBetweenPauses = 5000;
const none = Buffer.alloc(0);

const rowsOf256 = [...rotatingRows(10, 2), [31, 30]];
const rowsOf512 = [...rotatingRows(21, 1), [63]];

/** A row has one byte of each third of the digest, and the thirds change places from row to row. */
function rotatingRows(third: number, step: 1 | 2): number[][] {
  return Array.from({ length: third }, (_, row) =>
    [0, 1, 2].map((column) => row + third * ((column + step * row) % 3)),
  );
}
