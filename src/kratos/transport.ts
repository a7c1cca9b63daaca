import type { IncomingMessage } from 'node:http';
import { IdpError } from '../errors/idp-error.ts';
import { stringifyRevealed } from '../secrets/secret.ts';
import { CutOff, errorCode, Interrupted, networkError, TimedOut, TooLarge } from './network-error.ts';
import { originOf, requestUrl } from './kratos-urls.ts';
import { loadHttp, loadHttps } from './node-http.ts';
import type { OpenRoute, Route, Routes } from './route.ts';
import { timeLimitMs, type TimeLimits } from './time-limits.ts';

/** One request to Kratos. `path` carries the query; `body` is a plain value that may hold Secrets. */
export type KratosRequest = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly side?: 'admin' | 'public';
};

/** An answer as it came: `text` whole, header names in lower case. */
export type KratosAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
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
  /** Called after every attempt: method, path, status or failure, and milliseconds; never bodies. */
  readonly trace?: ((line: string) => void) | undefined;
};

/**
 * The one way to Kratos. Redirects are never followed, an answer may hold at most 64 MiB, every attempt has a
 * time limit. Reads are tried up to three times where Kratos is unreachable or overloaded; a write only where the
 * connection was refused, so that nothing can have been done twice.
 * Fails with unavailable, timeout, aborted, usage (no public URL) or unexpected-answer (too large).
 */
export function createTransport(options: TransportOptions): Transport {
  return async (request) => {
    const base = baseUrl(request, options);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await send(base, request, options);
        if (attempt < attempts && request.method === 'GET' && overloaded.has(answer.status)) {
          await pause(retryAfterMs(answer) ?? attempt * 200, options.signal);
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
            route: routeOf(request, options),
          });
        await pause(attempt * 200, options.signal);
      }
    }
  };
}

const attempts = 3;
const overloaded: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const largestAnswer = 64 * 1024 * 1024;

function baseUrl(request: KratosRequest, options: TransportOptions): string {
  const base = request.side === 'public' ? options.publicUrl : options.adminUrl;
  if (base !== undefined) return base;
  throw new IdpError('usage', "This needs Kratos's public URL, and none is set.", {
    hint: 'Give --public-url, set KRATOS_PUBLIC_URL, or add it to the context.',
  });
}

const routeOf = (request: KratosRequest, { routes }: TransportOptions): Route | undefined =>
  routes?.[request.side ?? 'admin'];

function send(base: string, request: KratosRequest, options: TransportOptions): Promise<KratosAnswer> {
  const { url, socket } = requestUrl(base, request.path);
  const body = request.body === undefined ? undefined : stringifyRevealed(request.body);
  const route = routeOf(request, options);
  // A kept connection may just be closing, and a write that fails on it may not be sent again: it has its own.
  const alone = request.method !== 'GET';
  const open: OpenRoute = route?.open(url, alone) ?? { options: alone ? { agent: false } : {} };
  // Not performance.now(), which loads node:perf_hooks into every quick command.
  const started = Date.now();
  const trace = (outcome: string) =>
    options.trace?.(`${request.method} ${url.pathname} ${outcome} ${Date.now() - started} ms`);
  return new Promise<KratosAnswer>((resolve, reject) => {
    const secure = (open.options.protocol ?? url.protocol) === 'https:';
    const outgoing = (secure ? loadHttps() : loadHttp()).request(url, {
      method: request.method,
      maxHeaderSize: 128 * 1024,
      ...(socket === undefined ? {} : { socketPath: socket }),
      ...open.options,
      headers: {
        ...open.options.headers,
        accept: 'application/json',
        'user-agent': options.userAgent,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      },
    });
    open.watch?.(outgoing);
    // A timer and a listener, not AbortSignal.timeout and any, which cost a quick command two milliseconds.
    const interrupt = () => fail(new Interrupted());
    const timer = setTimeout(() => fail(new TimedOut()), timeLimitMs(request, options));
    options.signal.addEventListener('abort', interrupt);
    const settle = () => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', interrupt);
    };
    let failed = false;
    const fail = (error: Error) => {
      // Destroying the request fails it once more.
      if (failed) return;
      failed = true;
      settle();
      open.giveUp?.();
      outgoing.destroy();
      trace(error instanceof TimedOut ? 'timed out' : 'failed');
      reject(error);
    };
    let answering = false;
    // A reset in the middle of an answer is told here, too, and first.
    outgoing.on('error', (error) =>
      fail(answering && errorCode(error) === 'ECONNRESET' ? new CutOff() : error),
    );
    outgoing.on('response', (incoming) => {
      answering = true;
      readAll(incoming, fail, (text) => {
        settle();
        trace(String(incoming.statusCode));
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, route });
      });
    });
    if (options.signal.aborted) interrupt();
    else outgoing.end(body);
  });
}

function readAll(
  incoming: IncomingMessage,
  fail: (error: Error) => void,
  done: (text: string) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > largestAnswer) fail(new TooLarge());
    else chunks.push(chunk);
  });
  incoming.on('error', (error) => fail(errorCode(error) === 'ECONNRESET' ? new CutOff() : error));
  incoming.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
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

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(new IdpError('aborted', 'Interrupted while waiting to ask Kratos again.'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
