import { UnmatchableHashError } from '../unmatchable-hash.ts';

/**
 * These throw UnmatchableHashError for a hash that takes more than some ten to twenty seconds to compare. Kratos would have
 * given up by then, nothing can end such a comparison, and a few of them would take the turn of everybody else: of
 * whoever is asked about, and of every unknown identifier that they are compared for.
 */
export function refuseCost(cost: number): void {
  if (cost > highestCost) throw tooLong(`a bcrypt of a cost above ${highestCost}`);
}

export function refuseRounds(rounds: number): void {
  if (rounds > mostRounds) throw tooLong(`to repeat a digest more than ${mostRounds} times`);
}

export function refuseScrypt(cost: number, block: number, parallelization: number): void {
  if (cost * block * parallelization > mostScrypt) throw tooLong('an scrypt with N·r·p above 2^24');
}

export function refusePasses(passes: number, kibibytes: number): void {
  if (passes * kibibytes > mostArgon2) throw tooLong('an argon2 that passes over more than 16 GiB');
}

const highestCost = 17;
const mostRounds = 2 ** 24;
const mostScrypt = 2 ** 24;
/** Kibibytes by passes. */
const mostArgon2 = 16 * 1024 ** 2;

const tooLong = (what: string): UnmatchableHashError =>
  new UnmatchableHashError('not-computed', `${what} takes too long, and is not tried here`);
