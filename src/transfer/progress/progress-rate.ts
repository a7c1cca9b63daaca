/** Something that is counted over time, and how fast it went lately. */
export interface RateMeter {
  add(count: number): void;
  /** A second, over the last so many milliseconds, at most since it began; 0 before any time has passed. */
  over(windowMs: number): number;
}

/** The longest time that it looks back, in milliseconds. */
export const longestWindowMs = 120_000;

/** `now` in milliseconds. It keeps a mark each quarter of a second at most, however much is counted. */
export function createRateMeter(now: () => number): RateMeter {
  const began = now();
  const marks: Mark[] = [{ at: began, total: 0 }];
  let total = 0;
  return {
    add(count) {
      const at = now();
      total += count;
      const last = marks.at(-1);
      // The first mark says where it began from: nothing is counted into it.
      if (last === undefined || marks.length === 1 || at - last.at >= stepMs) marks.push({ at, total });
      else last.total = total;
      forgetUntil(at - longestWindowMs, marks);
    },
    over(windowMs) {
      const at = now();
      const since = Math.max(began, at - windowMs);
      const before = marks.findLast((mark) => mark.at <= since)?.total ?? 0;
      return at > since ? ((total - before) * 1000) / (at - since) : 0;
    },
  };
}

/** How many there were by then. */
interface Mark {
  readonly at: number;
  total: number;
}

const stepMs = 250;

/** One mark of before stays, since it says how many there were; and moving the others down is not done for each. */
function forgetUntil(time: number, marks: Mark[]): void {
  if (marks.length < (2 * longestWindowMs) / stepMs) return;
  marks.splice(
    0,
    Math.max(
      0,
      marks.findLastIndex(({ at }) => at <= time),
    ),
  );
}
