import { IdpError } from '../../errors/idp-error.ts';
import { wait } from './wait.ts';

/** Whether Kratos is there, and takes more; how long to wait when not, and when to give up. */
export interface Reachability {
  /** A batch was answered as it should be. */
  worked(): void;
  /** How often it did. */
  answers(): number;
  /** It did not: 429, a lost connection, a gateway. Fails with `error`'s kind where that has lasted too long. */
  failed(error: IdpError): void;
  /** Nothing is sent for so long; without a time, twice as long as the last time. */
  slowDown(milliseconds: number | undefined): void;
  /** Waits as long as slowDown said. Fails with rate-limited where that is longer than Kratos may be away. */
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
  /** Of what is sent. That reads work says nothing of it: a gateway may let no batch pass. */
  let failing: Failing | undefined;
  let isSaid = false;
  let answers = 0;
  let notBefore = 0;
  let told = { since: 0, until: 0 };
  let lastError: IdpError | undefined;
  let backoff = shortestPause;

  const reachability: Reachability = {
    worked() {
      answers += 1;
      failing = undefined;
      isThere();
    },
    answers: () => answers,
    failed(error) {
      failing = noted(failing, error);
    },
    slowDown(milliseconds) {
      const at = now();
      // Whoever fails while it is waited already fails for the same reason.
      if (milliseconds === undefined && at < notBefore) return;
      if (milliseconds !== undefined)
        told = { since: at < told.until ? told.since : at, until: Math.max(told.until, at + milliseconds) };
      notBefore = Math.max(notBefore, at + (milliseconds ?? backoff));
      backoff = Math.min(backoff * 2, longestPause);
    },
    async mayGoOn() {
      for (let left = notBefore - now(); left > 0; left = notBefore - now()) {
        await wait(Math.min(left, Math.max(1, leftToWait())), signal);
        if (leftToWait() <= 0) throw givenUp();
      }
    },
    async untilThere() {
      let own: Failing | undefined;
      for (;;) {
        try {
          await plainRead();
          if (own === undefined) return;
          // It was away for everybody, and no longer is.
          failing = undefined;
          return isThere();
        } catch (thrown) {
          if (!(thrown instanceof IdpError) || !(mayPass(thrown) || thrown.code === 'kratos-rejected'))
            throw thrown;
          own = noted(own, thrown);
          await pause();
        }
      }
    },
    async patiently(work) {
      let own: Failing | undefined;
      for (;;) {
        try {
          const done = await work();
          if (failing === undefined) isThere();
          return done;
        } catch (thrown) {
          if (!(thrown instanceof IdpError) || !mayPass(thrown)) throw thrown;
          own = noted(own, thrown);
          await pause();
          await reachability.untilThere();
        }
      }
    },
  };
  return reachability;

  async function pause(): Promise<void> {
    reachability.slowDown(undefined);
    await reachability.mayGoOn();
  }

  /** Fails where that has lasted too long. */
  function noted(before: Failing | undefined, error: IdpError): Failing {
    lastError = error;
    if (!isSaid) say(`${error.message} Waiting for it, for up to ${Math.ceil(giveUpAfterMs / 1000)} s.`);
    isSaid = true;
    const noting = before ?? { since: now() };
    if (now() - noting.since >= giveUpAfterMs) throw givenUp();
    return noting;
  }

  function isThere(): void {
    backoff = shortestPause;
    if (isSaid) say('Kratos answers again.');
    isSaid = false;
  }

  /** Until it is given up: of what failed, and of an answer that asks to wait for longer than that, whatever else works. */
  function leftToWait(): number {
    const since = [failing?.since, now() < told.until ? told.since : undefined];
    return giveUpAfterMs - Math.max(0, ...since.map((one) => (one === undefined ? 0 : now() - one)));
  }

  function givenUp(): IdpError {
    const code = lastError?.code === 'rate-limited' ? lastError.code : 'unavailable';
    const message = `Kratos is away for more than ${giveUpAfterMs / 1000} s: ${lastError?.message ?? ''}`;
    return new IdpError(code, message, { cause: lastError });
  }
}

type Failing = { readonly since: number };

/** What may be over in a moment; a page of maintenance, and what Kratos says where its database is away, too. */
const mayPass = (error: IdpError): boolean =>
  passing.has(error.code) || Number(error.details?.['status'] ?? 0) >= 500;

const passing: ReadonlySet<string> = new Set(['unavailable', 'timeout', 'rate-limited', 'unexpected-answer']);

const shortestPause = 200;
const longestPause = 5000;
