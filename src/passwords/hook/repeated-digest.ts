import { hash as hashOnce } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { malformedHash } from '../unmatchable-hash.ts';
import { refuseRounds } from './refuse-long-work.ts';

/** The digest of `first`, then `rounds - 1` times of what `next` makes of the digest. Pauses every few milliseconds. */
export async function repeatedDigest(
  algorithm: string,
  rounds: number,
  first: Buffer,
  next: (digest: Buffer) => Buffer,
): Promise<Buffer> {
  let digest = hashOnce(algorithm, first, 'buffer');
  for (let round = 1; round < rounds; round += 1) {
    digest = hashOnce(algorithm, next(digest), 'buffer');
    if (round % roundsBetweenPauses === 0) await setImmediate();
  }
  return digest;
}

/** How often a digest is repeated. Throws UnmatchableHashError for no number, and for one that takes too long. */
export function readRounds(text: string): number {
  const rounds = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
  if (rounds === undefined) throw malformedHash('how often it is repeated is no whole number from 1 on');
  refuseRounds(rounds);
  return rounds;
}

const roundsBetweenPauses = 4096;
