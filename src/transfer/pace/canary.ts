import type { PlainRead } from '../../kratos/identity-pages.ts';
import { wait as waitForReal } from './wait.ts';

/** Reads that tell how Kratos does for everybody else while an import sends. */
export interface Canary {
  /** Ends the read that is under way, too. */
  stop(): void;
  /** When it has ended; it never fails. */
  readonly ended: Promise<void>;
}

export interface CanaryWorld {
  readonly admin: { plainRead(signal?: AbortSignal): Promise<PlainRead> };
  readonly limiter: { observeCanary(tookMs: number): void };
  readonly meter: { canary(tookMs: number): void };
  readonly signal: AbortSignal;
  /** Milliseconds of a monotonic clock, and a wait that fails at the signal. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Reads four times a second, one read after the other, until it is stopped or the signal comes. A read that fails counts with
 * the time that it took, and no less than a slow one: a login would not have come through either.
 */
export function startCanary(world: CanaryWorld): Canary {
  const { limiter, meter, now = () => performance.now(), wait = waitForReal } = world;
  const stopping = new AbortController();
  const signal = AbortSignal.any([world.signal, stopping.signal]);

  async function read(): Promise<number> {
    const before = now();
    try {
      return (await world.admin.plainRead(signal)).tookMs;
    } catch {
      return Math.max(now() - before, failedMs);
    }
  }

  async function readOn(): Promise<void> {
    for (;;) {
      const began = now();
      const tookMs = await read();
      signal.throwIfAborted();
      limiter.observeCanary(tookMs);
      meter.canary(tookMs);
      await wait(Math.max(0, began + everyMs - now()), signal);
    }
  }

  return {
    stop: () => stopping.abort(),
    // Fails at the signal alone.
    ended: readOn().catch(() => undefined),
  };
}

const everyMs = 250;
const failedMs = 5000;
