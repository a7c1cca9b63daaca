/** Milliseconds, by the clock of Kratos. */
export interface ServerTime {
  /** No identity that is made from now on is older. */
  now(): number;
  /** The Date of an answer. */
  learn(date: number | undefined): void;
}

/**
 * The clock of Kratos, as its answers tell it: never ahead of it, and behind by a second and the way of an answer at most.
 * `now` is in milliseconds of a clock that is never set.
 */
export function createServerTime(now: () => number = () => performance.now()): ServerTime {
  let told: { readonly date: number; readonly at: number } | undefined;
  return {
    learn(date) {
      if (date !== undefined) told = { date, at: now() };
    },
    // As long as nothing was told, nothing that is there was made by us.
    now: () => (told === undefined ? Number.MAX_SAFE_INTEGER : Math.floor(told.date + (now() - told.at))),
  };
}
