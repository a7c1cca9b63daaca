import { UnmatchableHashError } from './unmatchable-hash.ts';

const mostMemory = 2 * 1024 ** 3;

/**
 * Throws for a hash whose comparison needs more than 2 GiB. Kratos would try, and so would the
 * libraries, which end the whole process when the memory is not there.
 */
export function refuseTooMuchMemory(bytes: number): void {
  if (bytes <= mostMemory) return;
  throw new UnmatchableHashError(
    'not-computed',
    'comparing with this hash takes more than 2 GiB of memory, which is not tried here',
  );
}
