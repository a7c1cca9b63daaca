import { type Explanation, malformedHash } from './unmatchable-hash.ts';

/** What stands before, between and after the `$` of a hash. Throws unless it is exactly so many parts. */
export function hashFields(hash: string, count: number, explanation: Explanation): string[] {
  const fields = hash.split('$');
  if (fields.length !== count) throw malformedHash(undefined, explanation);
  return fields;
}
