import { distance } from 'fastest-levenshtein';

/**
 * The known names that a mistyped one most likely means, nearest first, at most three; none if none is close. Upper and
 * lower case are the same.
 */
export function nearestNames(typed: string, known: readonly string[]): string[] {
  const limit = Math.max(2, Math.floor(typed.length / 3));
  return known
    .map((name) => ({ name, far: farness(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ far }) => far <= limit)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}

const farness = (typed: string, name: string): number =>
  name.startsWith(typed) && typed !== '' ? 0 : distance(typed, name);
