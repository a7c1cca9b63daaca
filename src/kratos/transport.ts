import { IdpError } from '../errors/idp-error.ts';
import { anyAborted, listenForAbort } from './abort-listeners.ts';
import { originOf } from './kratos-urls.ts';
import { CutOff, errorCode, networkError } from './network-error.ts';
import { newRequestId } from './request-id.ts';
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

export type Transport = (request: KratosRequest) => Promise<KratosAnswer>;

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
 * The one way to Kratos. Redirects are never followed, an answer may hold at most 64 MiB, every attempt has a
 * time limit. Reads are tried up to three times where Kratos is unreachable or overloaded; a write only where the
 * connection was refused, so that nothing can have been done twice. All attempts carry the same X-Request-Id, so that
 * what is recorded of a request finds every line that Kratos and its proxies logged of it.
 * Fails with unavailable, timeout, aborted, usage (no public URL) or unexpected-answer (too large).
 */
export function createTransport(options: TransportOptions): Transport {
  return async (asked) => {
    const request = { ...asked, requestId: asked.requestId ?? newRequestId() };
    const signals = [options.signal, request.signal];
    const base = baseUrl(request, options);
    const route = options.routes?.[request.side ?? 'admin'];
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await sendRequest(base, request, route, options);
        if (attempt < attempts && request.method === 'GET' && overloaded.has(answer.status)) {
          await pause(retryAfterMs(answer) ?? attempt * 200, signals);
          continue;
        }
        return answer;
      } catch (error) {
        if (attempt >= attempts || !maySendAgain(request, error))
          throw await networkError(error, {
            origin: originOf(base),
            method: request.method,
            path: request.path,
            timeoutMs: timeLimitMs(request, options),
            route,
          });
        await pause(attempt * 200, signals);
      }
    }
  };
}

const attempts = 3;
const overloaded: ReadonlySet<number> = new Set([429, 502, 503, 504]);

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

/** Seconds or a date, as HTTP has it; never more than five seconds, so that a run stays bounded. */
function retryAfterMs(answer: KratosAnswer): number | undefined {
  const header = answer.headers['retry-after'];
  if (typeof header !== 'string') return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 5000) : undefined;
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
