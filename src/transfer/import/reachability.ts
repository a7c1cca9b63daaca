import { IdpError } from '../../errors/idp-error.ts';
import { wait } from './wait.ts';

/** Whether Kratos is there, and takes more; how long to wait when not, and when to give up. */
export interface Reachability {
  /** It answered as it should. */
  worked(): void;
  /** It did not: 429, a lost connection, a gateway. Fails with `error`'s kind where that has lasted too long. */
  failed(error: IdpError): void;
  /** Nothing is sent for so long; without a time, twice as long as the last time. */
  slowDown(milliseconds: number | undefined): void;
  /** Waits as long as slowDown said. */
  mayGoOn(): Promise<void>;
  /** Waits until a plain read works again. Fails with unavailable where that takes too long. */
  untilThere(): Promise<void>;
  /** Does what may be done twice, again and again where Kratos is away in between. */
  patiently<T>(work: () => Promise<T>): Promise<T>;
}

export interface ReachabilityWorld {
  readonly plainRead: () => Promise<void>;
  readonly giveUpAfterMs: number;
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
  /** Milliseconds of a clock that is never set back. */
  readonly now?: () => number;
}

export function createReachability({
  plainRead,
  giveUpAfterMs,
  signal,
  say,
  now = () => performance.now(),
}: ReachabilityWorld): Reachability {
  let failingSince: number | undefined;
  let notBefore = 0;
  let backoff = shortestPause;

  const reachability: Reachability = {
    worked() {
      if (failingSince !== undefined) say('Kratos answers again.');
      failingSince = undefined;
      backoff = shortestPause;
    },
    failed(error) {
      if (failingSince === undefined) {
        failingSince = now();
        say(`${error.message} Waiting for it, for up to ${Math.ceil(giveUpAfterMs / 1000)} s.`);
      }
      if (now() - failingSince >= giveUpAfterMs) throw gone(error, giveUpAfterMs);
    },
    slowDown(milliseconds) {
      notBefore = Math.max(notBefore, now() + (milliseconds ?? backoff));
      backoff = Math.min(backoff * 2, longestPause);
    },
    async mayGoOn() {
      for (let left = notBefore - now(); left > 0; left = notBefore - now()) {
        await wait(Math.min(left, Math.max(1, leftToWait())), signal);
        if (failingSince !== undefined && leftToWait() <= 0) throw tooSlow(giveUpAfterMs);
      }
    },
    async untilThere() {
      for (;;) {
        try {
          await plainRead();
          return;
        } catch (thrown) {
          if (!(thrown instanceof IdpError) || !passing.has(thrown.code)) throw thrown;
          await wouldNot(thrown);
        }
      }
    },
    async patiently(work) {
      for (;;) {
        try {
          const done = await work();
          reachability.worked();
          return done;
        } catch (thrown) {
          if (!(thrown instanceof IdpError) || !away.has(thrown.code)) throw thrown;
          await wouldNot(thrown);
          await reachability.untilThere();
        }
      }
    },
  };
  return reachability;

  async function wouldNot(error: IdpError): Promise<void> {
    reachability.failed(error);
    reachability.slowDown(undefined);
    await reachability.mayGoOn();
  }

  function leftToWait(): number {
    return failingSince === undefined ? giveUpAfterMs : failingSince + giveUpAfterMs - now();
  }

}

/** What may be over in a moment. */
const away: ReadonlySet<string> = new Set(['unavailable', 'timeout', 'rate-limited']);
/** Of a plain read also this; Kratos says `kratos-rejected` where its database is away. */
const passing: ReadonlySet<string> = new Set([...away, 'unexpected-answer', 'kratos-rejected']);

const shortestPause = 200;
const longestPause = 5000;

const gone = (cause: IdpError, afterMs: number): IdpError =>
  new IdpError('unavailable', `Kratos is away for more than ${afterMs / 1000} s: ${cause.message}`, {
    cause,
  });

const tooSlow = (afterMs: number): IdpError =>
  new IdpError('rate-limited', `Kratos takes nothing for more than ${afterMs / 1000} s.`);
