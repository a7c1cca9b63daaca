import { distance } from 'fastest-levenshtein';

/** The known names that a mistyped one most likely means, nearest first, at most three; none if none is close. */
export function nearestNames(typed: string, known: readonly string[]): string[] {
  const limit = Math.max(2, Math.floor(typed.length / 3));
  return known
    .map((name) => ({ name, far: name.startsWith(typed) && typed !== '' ? 0 : distance(typed, name) }))
    .filter(({ far }) => far <= limit)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}
