import type { Measured } from './limiter-cycles.ts';
import {
  type BatchBounds,
  type Direction,
  fitting,
  isSame,
  neighbour,
  type Setting,
} from './limiter-setting.ts';

/** Looks for the setting of the highest rate. */
export interface Search {
  /** What is to be sent with now, where that is not too much for the memory (fitting). */
  setting(): Setting;
  /** How that went, over some batches. */
  measured(how: Measured, at: number): void;
  /** An overload: gives up what is being tried. False where nothing was. */
  refute(at: number): boolean;
  /** Begins anew from a setting, with the ramp. */
  restart(from: Setting): void;
  /** Goes on with less; what was more is tried again later than the last time. */
  retreat(to: Setting, at: number): void;
  /** Goes on with batches of another size. */
  resize(batch: number): void;
  /** Whether the large steps are over. */
  hasRamped(): boolean;
}

/**
 * First the ramp: large steps, one after the other as long as each pays. Then a neighbour is tried now and then: measured, and
 * compared with what was measured before it and after it, so that a server that became slower or faster meanwhile misleads
 * nobody. More of anything must pay; fewer at once must cost nothing, for what it gives up only waited in the server. What
 * failed is tried again later and later, but fewer at once as soon as the rate has fallen: the server may have become smaller.
 */
export function createSearch(start: Setting, bounds: BatchBounds): Search {
  let base = start;
  let trial: Trial | undefined;
  let isRamping = true;
  let turn = 0;
  let known: number | undefined;
  let waitMs = shortestWaitMs;
  let nextAt = 0;
  let isLimited = false;
  /** Whether some of what is under way may only wait in the server. */
  let isQueueing = false;

  /** Batches that take two seconds and more had better be smaller, where that costs nothing. */
  function isSensible(direction: Direction, { rate, isFull }: Measured): boolean {
    const tookMs = (base.batch * base.concurrency) / rate;
    switch (direction) {
      case 'larger-batch':
        return tookMs < 3000;
      case 'smaller-batch':
        return tookMs > 2000;
      case 'more-at-once':
        return isFull;
      case 'fewer-at-once':
        return isQueueing;
      case 'shorter-pause':
        return true;
    }
  }

  function begin(before: Measured): Trial | undefined {
    const plan = isRamping ? rampPlan : trialPlan;
    for (let direction = plan[turn]; direction !== undefined; direction = plan[++turn]) {
      const setting = neighbour(base, direction, isRamping, bounds);
      if (isSensible(direction, before) && !isSame(fitting(setting), fitting(base)))
        return { direction, setting, before, after: undefined };
    }
    turn = 0;
    isRamping = false;
    return undefined;
  }

  function failed({ direction }: Trial, at: number): void {
    if (direction === 'fewer-at-once') isQueueing = false;
    turn += 1;
    if (!isRamping && turn >= trialPlan.length) {
      turn = 0;
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    }
    nextAt = at + waitMs;
    trial = undefined;
  }

  function paid({ direction, setting }: Trial, gain: number): void {
    if (direction === 'more-at-once') {
      const more = setting.concurrency / base.concurrency;
      isQueueing = gain < 1 + (more - 1) * 0.8;
    }
    base = setting;
    waitMs = shortestWaitMs;
    trial = undefined;
  }

  function measuredBase(how: Measured, at: number): void {
    const hasSlumped = !isRamping && known !== undefined && how.rate < known * slump;
    if (hasSlumped) {
      turn = trialPlan.indexOf('fewer-at-once');
      isQueueing = true;
    }
    known = how.rate;
    if (isRamping || hasSlumped || at >= nextAt) trial = begin(how);
  }

  /** Where the number of requests is limited, larger batches leave room for more at once. */
  const gainOf = (direction: Direction): number => {
    if (isRamping && direction === 'more-at-once') return leastGainOfTwice;
    return isLimited && direction === 'larger-batch' ? leastGain['fewer-at-once'] : leastGain[direction];
  };

  return {
    setting: () => (trial !== undefined && trial.after === undefined ? trial.setting : base),
    measured(how, at) {
      if (trial === undefined) return measuredBase(how, at);
      const { direction, before, after } = trial;
      if (!isRamping && after === undefined) {
        trial = { ...trial, after: how };
        return;
      }
      const there = after ?? how;
      const here = after === undefined ? before.rate : (before.rate + how.rate) / 2;
      const isReal = direction !== 'more-at-once' || there.isFull;
      const pays = isReal && there.rate >= here * gainOf(direction);
      known = pays ? there.rate : here;
      if (pays) paid(trial, there.rate / here);
      else failed(trial, at);
      if (isRamping) trial = begin(pays ? there : before);
    },
    refute(at) {
      if (trial === undefined) return false;
      isLimited = true;
      failed(trial, at);
      return true;
    },
    restart(from) {
      base = from;
      trial = undefined;
      isRamping = true;
      turn = 0;
      known = undefined;
      waitMs = shortestWaitMs;
    },
    retreat(to, at) {
      isLimited = true;
      base = to;
      trial = undefined;
      known = undefined;
      isRamping = false;
      turn = trialPlan.indexOf('more-at-once');
      nextAt = at + waitMs;
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    },
    resize(batch) {
      base = { ...base, batch };
      trial = undefined;
      known = undefined;
    },
    hasRamped: () => !isRamping,
  };
}

interface Trial {
  readonly direction: Direction;
  readonly setting: Setting;
  /** Of the base. */
  readonly before: Measured;
  /** Of the neighbour; from then on the base is measured again. */
  readonly after: Measured | undefined;
}

/** Servers and clients get faster in their first seconds, which looks as if more at once had helped: so it is looked back, too. */
const rampPlan: readonly Direction[] = ['shorter-pause', 'more-at-once', 'fewer-at-once'];
const trialPlan: readonly Direction[] = [
  'larger-batch',
  'more-at-once',
  'fewer-at-once',
  'smaller-batch',
  'shorter-pause',
];

/** Of the rate, for the neighbour to be the better one. Two shared cores make it uncertain by some percent. */
const leastGain: Readonly<Record<Direction, number>> = {
  'shorter-pause': 1.02,
  'more-at-once': 1.08,
  'larger-batch': 1.07,
  'fewer-at-once': 0.99,
  'smaller-batch': 0.99,
};

/** A server that works at more of them at once does clearly more; less than that it gets faster by itself in its first seconds. */
const leastGainOfTwice = 1.2;

const slump = 0.6;
const shortestWaitMs = 2000;
const longestWaitMs = 30_000;
