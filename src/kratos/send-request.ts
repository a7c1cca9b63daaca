import type { IncomingMessage } from 'node:http';
import { stringifyRevealed } from '../secrets/secret.ts';
import { anyAborted, listenForAbort } from './abort-listeners.ts';
import { BatchBody } from './batch-body.ts';
import { requestUrl } from './kratos-urls.ts';
import { CutOff, errorCode, Interrupted, OtherProtocol, TimedOut, TooLarge } from './network-error.ts';
import { loadHttp, loadHttps } from './node-http.ts';
import type { OpenRoute, Route } from './route.ts';
import { timeLimitMs } from './time-limits.ts';
import type { KratosAnswer, KratosRequest, TransportOptions } from './transport.ts';

/** A request with the id that it goes by. */
export type IdentifiedRequest = KratosRequest & { readonly requestId: string };

/**
 * One attempt: the answer as a whole, whatever it is, or the reason why there is none. Ends at the time limit, and as soon
 * as a signal says so; nothing of it is left then.
 */
export function sendRequest(
  base: string,
  request: IdentifiedRequest,
  route: Route | undefined,
  options: TransportOptions,
): Promise<KratosAnswer> {
  const { requestId } = request;
  const signals = [options.signal, request.signal];
  const { url, socket } = requestUrl(base, request.path);
  const body = request.body === undefined ? undefined : bytesOf(request.body);
  // A kept connection may just be closing, and a write that fails on it may not be sent again: it has its own.
  const alone = request.method !== 'GET';
  const open: OpenRoute = route?.open(url, alone) ?? { options: alone ? { agent: false } : {} };
  // Not performance.now(), which loads node:perf_hooks into every quick command.
  const started = Date.now();
  const trace = (outcome: string) =>
    options.trace?.(`${request.method} ${url.pathname} ${outcome} ${Date.now() - started} ms ${requestId}`);
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
        'x-request-id': requestId,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length }),
      },
    });
    open.watch?.(outgoing);
    // A timer and a listener, not AbortSignal.timeout and any, which cost a quick command two milliseconds.
    const interrupt = () => fail(new Interrupted());
    const timer = setTimeout(
      () => fail(new TimedOut(outgoing.socket?.connecting === false)),
      timeLimitMs(request, options),
    );
    const stopListening = listenForAbort(signals, interrupt);
    const settle = () => {
      clearTimeout(timer);
      stopListening();
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
      // Where it is not said which protocol, it is a response like any other.
      if (incoming.statusCode === 101) {
        fail(new OtherProtocol());
        return;
      }
      readAll(incoming, fail, (text) => {
        settle();
        trace(String(incoming.statusCode));
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, requestId, route });
      });
    });
    outgoing.on('upgrade', (_, upgraded) => {
      upgraded.destroy();
      fail(new OtherProtocol());
    });
    if (anyAborted(signals)) interrupt();
    else outgoing.end(body);
  });
}

const bytesOf = (body: unknown): Buffer =>
  body instanceof BatchBody ? body.reveal() : Buffer.from(stringifyRevealed(body));

const largestAnswer = 64 * 1024 * 1024;

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
