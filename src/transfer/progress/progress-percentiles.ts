/** The last so many durations, and what share of them stays below what. */
export interface RecentDurations {
  add(milliseconds: number): void;
  /** The duration that this share of them (0 to 1) does not exceed, nearest rank; undefined as long as there is none. */
  percentile(share: number): number | undefined;
}

export function createRecentDurations(limit: number): RecentDurations {
  const kept: number[] = [];
  let next = 0;
  return {
    add(milliseconds) {
      kept[next] = milliseconds;
      next = (next + 1) % limit;
    },
    percentile(share) {
      const ordered = kept.toSorted((one, other) => one - other);
      return ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)];
    },
  };
}
