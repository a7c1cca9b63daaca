import { IdpError } from '../errors/idp-error.ts';
import { secretsIn } from '../secrets/secret.ts';
import { anyAborted, listenForAbort } from './abort-listeners.ts';
import type { EchoMask } from './echo-mask.ts';
import { originOf } from './kratos-urls.ts';
import { CutOff, errorCode, networkError } from './network-error.ts';
import { newRequestId } from './request-id.ts';
import { retryAfterOf } from './retry-after.ts';
import type { Route, Routes } from './route.ts';
import { sendRequest } from './send-request.ts';
import { timeLimitMs, type TimeLimits } from './time-limits.ts';

/** One request to Kratos. `path` carries the query; `body` is a plain value that may hold Secrets. */
export type KratosRequest = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly side?: 'admin' | 'public';
  /** Ends this one request, also while it waits to be sent again, beside the signal of the transport. */
  readonly signal?: AbortSignal | undefined;
  /** The X-Request-Id that it goes with, for those who must know it even where no answer comes; else one is made. */
  readonly requestId?: string | undefined;
};

/** An answer as it came: `text` whole, header names in lower case. */
export type KratosAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The X-Request-Id that was sent; absent where nothing was. */
  readonly requestId?: string | undefined;
  /** What it went with and through, for the sentence where it was refused. */
  readonly route?: Pick<Route, 'credentials' | 'proxy'> | undefined;
};

export type Transport = ((request: KratosRequest) => Promise<KratosAnswer>) & {
  /**
   * A text without the secrets that were sent: for what a successful answer says, which comes as it is. Undefined as long
   * as none was.
   */
  readonly masked?: ((text: string) => string) | undefined;
};

export type TransportOptions = TimeLimits & {
  readonly adminUrl: string;
  readonly publicUrl?: string | undefined;
  /** TLS, credentials and proxies, where a plain connection is not enough. */
  readonly routes?: Routes | undefined;
  readonly signal: AbortSignal;
  readonly userAgent: string;
  /** Called after every attempt: method, path, status or failure, milliseconds, request id; never bodies. */
  readonly trace?: ((line: string) => void) | undefined;
};

/**
 * The one way to Kratos. What a server says in headers, failures and answers that are no success comes without the secrets
 * that were sent to it, in whatever form it repeats them. Redirects are never followed, an answer may hold at most 64 MiB, every attempt has a
 * time limit. Reads are tried up to three times where Kratos is unreachable or overloaded; a write only where the
 * connection was refused, so that nothing can have been done twice. All attempts carry the same X-Request-Id, so that
 * what is recorded of a request finds every line that Kratos and its proxies logged of it.
 * Fails with unavailable, timeout, aborted, usage (no public URL) or unexpected-answer (too large).
 */
export function createTransport(options: TransportOptions): Transport {
  let echo: EchoMask | undefined;
  const masked = (text: string): string => echo?.mask(text) ?? text;

  async function remember(request: KratosRequest, route: Route | undefined): Promise<void> {
    const sent = secretsIn(request.body);
    if (sent.length + (route?.secrets.length ?? 0) === 0) return;
    echo ??= (await import('./echo-mask.ts')).createEchoMask();
    for (const secret of route?.secrets ?? []) echo.add(secret.reveal(), true);
    for (const secret of sent) echo.add(String(secret.reveal()), false);
  }

  async function ask(asked: KratosRequest): Promise<KratosAnswer> {
    const request = { ...asked, requestId: asked.requestId ?? newRequestId() };
    const signals = [options.signal, request.signal];
    const base = baseUrl(request, options);
    const route = options.routes?.[request.side ?? 'admin'];
    await remember(request, route);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await sendRequest(base, request, route, options);
        if (attempt < attempts && request.method === 'GET' && overloaded.has(answer.status)) {
          await pause(Math.min(retryAfterOf(answer.headers) ?? attempt * 200, longestPauseMs), signals);
          continue;
        }
        return echo === undefined ? answer : answerWithoutEcho(answer, masked);
      } catch (error) {
        if (attempt >= attempts || !maySendAgain(request, error)) throw await failure(error, request, route);
        await pause(attempt * 200, signals);
      }
    }
  }

  async function failure(
    error: unknown,
    request: KratosRequest,
    route: Route | undefined,
  ): Promise<IdpError> {
    const failed = await networkError(error, {
      origin: originOf(baseUrl(request, options)),
      method: request.method,
      path: request.path,
      timeoutMs: timeLimitMs(request, options),
      route,
    });
    if (echo === undefined) return failed;
    const { errorWithoutEcho } = await import('./error-without-echo.ts');
    return errorWithoutEcho(failed, masked);
  }

  return Object.defineProperty(ask, 'masked', { get: () => (echo === undefined ? undefined : masked) });
}

const attempts = 3;
/** So that a run stays bounded. */
const longestPauseMs = 5000;
const overloaded: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** The body of a success is data, which a handler may write back: it must come as it is. */
function answerWithoutEcho(answer: KratosAnswer, masked: (text: string) => string): KratosAnswer {
  const headers = Object.entries(answer.headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? masked(value) : value?.map(masked),
  ]);
  const isSuccess = answer.status >= 200 && answer.status < 300;
  return {
    ...answer,
    headers: Object.fromEntries(headers) as KratosAnswer['headers'],
    text: isSuccess ? answer.text : masked(plainLetters(answer.text)),
  };
}

/** JSON may spell any letter by its number. */
const plainLetters = (text: string): string =>
  text.replaceAll(/\\u00([2-7][0-9a-f])/gi, (spelled, code: string) => {
    const letter = String.fromCharCode(Number.parseInt(code, 16));
    return /[\w.~+/=-]/.test(letter) ? letter : spelled;
  });

function baseUrl(request: KratosRequest, options: TransportOptions): string {
  const base = request.side === 'public' ? options.publicUrl : options.adminUrl;
  if (base !== undefined) return base;
  throw new IdpError('usage', "This needs Kratos's public URL, and none is set.", {
    hint: 'Give --public-url, set KRATOS_PUBLIC_URL, or add it to the context.',
  });
}

function maySendAgain(request: KratosRequest, error: unknown): boolean {
  const code = errorCode(error);
  if (code === 'ECONNREFUSED') return true;
  return request.method === 'GET' && (code === 'ECONNRESET' || code === 'EPIPE' || error instanceof CutOff);
}

function pause(ms: number, signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const interrupt = () => {
      clearTimeout(timer);
      stopListening();
      reject(new IdpError('aborted', 'Interrupted while waiting to ask Kratos again.'));
    };
    const stopListening = listenForAbort(signals, interrupt);
    const timer = setTimeout(() => {
      stopListening();
      resolve();
    }, ms);
    if (anyAborted(signals)) interrupt();
  });
}
