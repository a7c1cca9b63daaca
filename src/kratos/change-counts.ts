import type { ObservedChange } from './observe-task.ts';

/** Changes that are too many, or too alike, to be told one by one. */
export type ChangeCounts = {
  /** `unknown`: it may have been done, as often as nobody knows. */
  add(name: string, count: number | 'unknown'): void;
  list(): ObservedChange[];
};

export function createChangeCounts(): ChangeCounts {
  const counts = new Map<string, number>();
  const doubts = new Set<string>();
  return {
    add(name, count) {
      if (count === 'unknown') doubts.add(name);
      else counts.set(name, (counts.get(name) ?? 0) + count);
    },
    list: () => [
      ...[...counts].map(([name, after]) => ({ name, before: null, after })),
      ...[...doubts].map((name) => ({ name, before: null, after: 'unknown' })),
    ],
  };
}
