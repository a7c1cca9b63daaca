import { hash as hashOnce } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { cryptText } from '../crypt-text.ts';
import { malformedHash, UnmatchableHashError } from '../unmatchable-hash.ts';

/**
 * The stretching of phpass, which Drupal took over: digest of salt and password, then again and again of the
 * digest and the password. In the base 64 of crypt(3). Pauses every few milliseconds, so that it holds up nothing else.
 */
export async function stretchedText(
  algorithm: 'md5' | 'sha512',
  password: Buffer,
  { salt, rounds }: Stretching,
): Promise<string> {
  let digest = hashOnce(algorithm, Buffer.concat([Buffer.from(salt), password]), 'buffer');
  const message = Buffer.concat([digest, password]);
  for (let round = 0; round < rounds; round += 1) {
    message.set(digest);
    digest = hashOnce(algorithm, message, 'buffer');
    if (round % roundsBetweenPauses === roundsBetweenPauses - 1) await setImmediate();
  }
  return cryptText(digest, digest.length === 16 ? rowsOf16 : rowsOf64);
}

export type Stretching = { readonly salt: string; readonly rounds: number };

/** The salt of 8 characters, and the rounds that one character stands for, by their logarithm. */
export function readStretching(cost: string, salt: string): Stretching {
  const logarithm = alphabet.indexOf(cost);
  if (logarithm < 7 || logarithm > 30) throw malformedHash('its cost is none');
  if (logarithm <= highestLogarithm) return { salt, rounds: 2 ** logarithm };
  throw new UnmatchableHashError('not-computed', `more than 2^${highestLogarithm} rounds are not tried here`);
}

/** Some twenty seconds. */
const highestLogarithm = 24;
const roundsBetweenPauses = 4096;

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const rowsOf16 = [[2, 1, 0], [5, 4, 3], [8, 7, 6], [11, 10, 9], [14, 13, 12], [15]];
const rowsOf64 = Array.from({ length: 22 }, (_, row) =>
  row === 21 ? [63] : [3 * row + 2, 3 * row + 1, 3 * row],
);
