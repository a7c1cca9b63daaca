import { IdpError, toIdpError } from '../../errors/idp-error.ts';
import { readAnswer } from '../answer.ts';
import { withoutEcho } from '../error-without-echo.ts';
import type { KratosAnswer, KratosRequest, Transport } from '../transport.ts';

/** One request of the check and what came of it: an answer or none, and its body or the error that it stands for. */
export type Probe = {
  readonly path: string;
  readonly answer: KratosAnswer | undefined;
  readonly body: unknown;
  readonly error: IdpError | undefined;
  /** By the clock of this machine, in milliseconds since 1970. */
  readonly sent: number;
  readonly received: number;
};

export type Ask = (request: KratosRequest) => Promise<Probe>;

/**
 * Asks without failing: one request that goes wrong must not hide what the others say. With its repetitions a request
 * gets a second more than the time limit of one, so that the whole check is bounded. Fails with aborted alone.
 */
export function createAsk(options: {
  readonly transport: Transport;
  readonly origin: string;
  readonly timeoutMs: number;
  readonly now: () => Date;
}): Ask {
  const { transport, origin, now } = options;
  return async (request) => {
    const sent = now().getTime();
    const path = request.path.split('?', 1)[0] ?? '';
    const done = (answer?: KratosAnswer, body?: unknown, error?: IdpError): Probe => ({
      path,
      answer,
      body,
      error,
      sent,
      received: now().getTime(),
    });
    let answer: KratosAnswer;
    try {
      answer = await within(Math.min(options.timeoutMs + 1000, longestTimer), transport(request));
    } catch (thrown) {
      return done(undefined, undefined, withoutDoubt(notAborted(thrown), request));
    }
    try {
      // Masked before anything is cut short: a part of a secret would not be known again.
      const body = readAnswer(answer, request, origin);
      return done(answer, transport.masked === undefined ? body : withoutEcho(body, transport.masked));
    } catch (thrown) {
      return done(answer, undefined, withoutDoubt(notAborted(thrown), request));
    }
  };
}

/** What a timer can hold: 24.8 days. */
const longestTimer = 2 ** 31 - 1;

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new IdpError('timeout', 'It was not answered in time.')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function notAborted(thrown: unknown): IdpError {
  const error = toIdpError(thrown);
  if (error.code === 'aborted' || error.code === 'internal') throw error;
  return error;
}

/** The check's own writes aim at nothing that exists: none of them may have been done. */
function withoutDoubt(error: IdpError, { method, path }: KratosRequest): IdpError {
  if (error.details?.['may-have-been-done'] !== true) return error;
  const said = error.code === 'timeout' ? 'was not answered in time' : 'got no proper answer';
  return new IdpError(error.code, `${method} ${path} ${said}.`, { cause: error });
}

/** A list in an answer, or undefined where it is none. */
export function listOf(probe: Probe, isItem: (item: Record<string, unknown>) => boolean): Item[] | undefined {
  const { body } = probe;
  if (!Array.isArray(body)) return undefined;
  return body.every((item) => isMap(item) && isItem(item)) ? (body as Item[]) : undefined;
}

type Item = Record<string, unknown>;

export const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
