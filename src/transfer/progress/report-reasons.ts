import type { RecordPlace } from '../../records/record.ts';

/** Rejected and uncertain rows of one code, and where the first of them stand. */
export interface ReportedReason {
  readonly code: string;
  readonly count: number;
  readonly places: readonly RecordPlace[];
}

/** Why rows did not go in. */
export interface ReasonCounts {
  /** `count` below zero takes back what turned out otherwise. */
  add(code: string, count: number, place?: RecordPlace): void;
  counts(): Readonly<Record<string, number>>;
  /** The most frequent first. */
  all(): readonly ReportedReason[];
}

/** `before` are those of earlier sittings, of which no places are known. */
export function createReasonCounts(before: ReadonlyMap<string, number> = new Map()): ReasonCounts {
  const counts = new Map(before);
  const places = new Map<string, RecordPlace[]>();
  return {
    add(code, count, place) {
      counts.set(code, (counts.get(code) ?? 0) + count);
      if (place === undefined) return;
      const known = places.get(code) ?? [];
      if (known.length < placesKept) places.set(code, [...known, place]);
    },
    counts: () => Object.fromEntries([...counts].filter(([, count]) => count > 0)),
    all: () =>
      [...counts]
        .filter(([, count]) => count > 0)
        .map(([code, count]) => ({ code, count, places: places.get(code) ?? [] }))
        .toSorted((one, other) => other.count - one.count || one.code.localeCompare(other.code, 'en')),
  };
}

const placesKept = 10;
