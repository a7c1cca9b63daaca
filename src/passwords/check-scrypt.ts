import { malformedHash, UnmatchableHashError } from './unmatchable-hash.ts';

/** `cost` is N itself, not its logarithm. */
export interface ScryptParameters {
  cost: number;
  block: number;
  parallelization: number;
}

/** Throws for parameters that Go's scrypt refuses or panics on; why N is wrong only the format can tell. */
export function checkScrypt({ cost, block, parallelization }: ScryptParameters): void {
  if (cost < 2 || !Number.isInteger(Math.log2(cost))) {
    throw malformedHash('scrypt: N must be > 1 and a power of 2');
  }
  if (block === 0 || parallelization === 0) {
    throw new UnmatchableHashError('crashes-kratos', 'Kratos fails on a scrypt hash with r=0 or p=0', {
      reason: 'Its r or its p is 0, and Kratos crashes on that.',
      advice: 'Take it anew from its source.',
    });
  }
  if (block * parallelization >= 2 ** 30 || cost * block >= 2 ** 56) {
    throw malformedHash('scrypt: parameters are too large', {
      reason: 'Its parameters are beyond what scrypt is defined for.',
      advice: 'Take it anew from its source.',
    });
  }
}
