import { isSame, type Setting } from './limiter-setting.ts';

/** What the users of a server can bear. */
export interface Guard {
  /** As much of a setting as is allowed now. */
  restrict(wanted: Setting): Setting;
  /** After each canary read. */
  observe(tookMs: number, wanted: Setting): void;
}

/**
 * Keeps the 95th percentile of canary reads below `protectMs`. Two slow reads among the last twenty, or a very slow one, halve
 * first what is under way, then the batch, and then lengthen the pauses; reads before that count no more. What was taken away
 * is given back in small steps, each after a while without slow reads, which gets longer with every step that was too
 * much. It begins with one small batch at a time, and doubles that until the first slow reads.
 */
export function createGuard(protectMs: number): Guard {
  let cap: Setting = { batch: firstBatch, concurrency: 1, pauseMs: 0 };
  let reads: readonly number[] = [];
  let calm = 0;
  let calmWanted = rampReads;
  let isRamping = true;
  let hasGrown = false;

  const restrict = (wanted: Setting): Setting => ({
    batch: Math.min(wanted.batch, cap.batch),
    concurrency: Math.min(wanted.concurrency, cap.concurrency),
    pauseMs: Math.max(wanted.pauseMs, cap.pauseMs),
  });

  function shrink(wanted: Setting): void {
    cap = less(restrict(wanted));
    calmWanted = hasGrown && !isRamping ? Math.min(mostReads, calmWanted * 2) : fewestReads;
    isRamping = false;
    hasGrown = false;
    reads = [];
    calm = 0;
  }

  function grow(wanted: Setting): void {
    const now = restrict(wanted);
    calm = 0;
    if (hasGrown && !isRamping) calmWanted = fewestReads;
    hasGrown = !isSame(now, wanted);
    if (hasGrown) cap = more(now, wanted, isRamping);
  }

  return {
    restrict,
    observe(tookMs, wanted) {
      reads = [...reads.slice(1 - window), tookMs];
      const slow = reads.filter((ms) => ms > protectMs).length;
      if (slow > 1 || tookMs > protectMs * 4) return shrink(wanted);
      calm = tookMs > protectMs * 0.9 ? 0 : calm + 1;
      if (calm >= calmWanted) grow(wanted);
    },
  };
}

function less({ batch, concurrency, pauseMs }: Setting): Setting {
  if (concurrency > 1) return { batch, concurrency: Math.floor(concurrency / 2), pauseMs };
  if (batch > smallBatch) return { batch: Math.max(smallBatch, Math.floor(batch / 2)), concurrency, pauseMs };
  return { batch, concurrency, pauseMs: Math.min(longestPause, Math.max(shortestPause, pauseMs * 2)) };
}

/** One step towards what is wanted, the other way round. */
function more({ batch, concurrency, pauseMs }: Setting, wanted: Setting, isLarge: boolean): Setting {
  if (pauseMs > wanted.pauseMs) {
    return { batch, concurrency, pauseMs: pauseMs > shortestPause ? pauseMs / 2 : 0 };
  }
  if (batch < wanted.batch) return { batch: Math.ceil(batch * (isLarge ? 2 : 1.25)), concurrency, pauseMs };
  return { batch, concurrency: isLarge ? concurrency * 2 : concurrency + 1, pauseMs };
}

const firstBatch = 16;
const smallBatch = 10;
const shortestPause = 100;
const longestPause = 10_000;

/** Reads: at four a second, five seconds. */
const window = 20;
const fewestReads = 20;
const mostReads = 240;
const rampReads = 4;
