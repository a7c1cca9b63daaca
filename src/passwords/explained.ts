import { type Explanation, UnmatchableHashError } from './unmatchable-hash.ts';

/** Reads, and gives what is thrown meanwhile this explanation, unless it comes with one. */
export function explained<T>(explanation: Explanation, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnmatchableHashError) error.explanation ??= explanation;
    throw error;
  }
}
