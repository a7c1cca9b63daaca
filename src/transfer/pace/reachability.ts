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
  let failing: { readonly since: number; last: IdpError } | undefined;
  let notBefore = 0;
  let backoff = shortestPause;

  const reachability: Reachability = {
    worked() {
      if (failing !== undefined) say('Kratos answers again.');
      failing = undefined;
      backoff = shortestPause;
    },
    failed(error) {
      if (failing === undefined) {
        failing = { since: now(), last: error };
        say(`${error.message} Waiting for it, for up to ${Math.ceil(giveUpAfterMs / 1000)} s.`);
      }
      failing.last = error;
      giveUpInTime();
    },
    slowDown(milliseconds) {
      notBefore = Math.max(notBefore, now() + (milliseconds ?? backoff));
      backoff = Math.min(backoff * 2, longestPause);
    },
    async mayGoOn() {
      for (let left = notBefore - now(); left > 0; left = notBefore - now()) {
        await wait(Math.min(left, Math.max(1, leftToWait())), signal);
        giveUpInTime();
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
    return failing === undefined ? giveUpAfterMs : failing.since + giveUpAfterMs - now();
  }

  function giveUpInTime(): void {
    if (failing === undefined || leftToWait() > 0) return;
    const { last } = failing;
    const code = last.code === 'rate-limited' ? last.code : 'unavailable';
    const message = `Kratos is away for more than ${giveUpAfterMs / 1000} s: ${last.message}`;
    throw new IdpError(code, message, { cause: last });
  }
}

/** What may be over in a moment. */
const away: ReadonlySet<string> = new Set(['unavailable', 'timeout', 'rate-limited']);
/** Of a plain read also this; Kratos says `kratos-rejected` where its database is away. */
const passing: ReadonlySet<string> = new Set([...away, 'unexpected-answer', 'kratos-rejected']);

const shortestPause = 200;
const longestPause = 5000;
