import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { HookSettings } from '../passwords/hook/compare.ts';
import type { Database } from '../sqlite/database.ts';
import { answerQuestion, type Limits, type Said } from './answer-question.ts';
import { passwordCheck } from './check-password.ts';
import { keyCheck } from './shared-key.ts';
import { troubleOf } from './trouble-of.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** As performance.now() tells it. */
    askedAt: number;
  }
}

export interface HookServerOptions {
  readonly db: Database;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** What has to stand in this header of every question; undefined lets everybody ask. */
  readonly key: { readonly header: string; readonly value: string } | undefined;
  readonly settings: HookSettings;
  readonly limits: Limits;
  readonly now: () => Date;
  /** How long a question may take to come in whole; 30 seconds unless given, after which Kratos itself gives up. */
  readonly patienceMs?: number;
  readonly onAnswer: (answered: Answered) => void;
}

/** An answer, for the log. Nothing in it is of the person. */
export interface Answered {
  readonly status: number;
  /** As of a Verdict, or why no password was looked at. */
  readonly outcome: string;
  /** Of the hash, where there was one. */
  readonly kind?: string;
  /** What an operator has to see to. */
  readonly trouble?: string;
  readonly milliseconds: number;
  /** What Kratos calls the login that it asks for, also when it asks again. */
  readonly triggerId?: string;
}

export interface HookServer {
  readonly url: string;
  /** Answers what was asked already, then ends. Does not wait for questions that have come in half. */
  close(): Promise<void>;
}

/**
 * Serves what Kratos's password migration hook asks: `POST /` with `{"identifier", "password"}` gets 200
 * `{"status":"password_match"}` or 403. To whom logs in Kratos says that the credentials are invalid for 403, and to try
 * again later for all else; after 429 and 5xx it first waits and asks twice more (measured with v26.2.0). Rejects when the
 * port is taken.
 */
export async function startHookServer(options: HookServerOptions): Promise<HookServer> {
  const server = fastify({ bodyLimit: longestQuestion, forceCloseConnections: 'idle' });
  let isClosing = false;
  const send = sender(options.onAnswer, () => isClosing);
  // Not as JSON: fastify's complaint quotes what it cannot read, and that may be a password.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.decorateRequest('askedAt', 0);
  server.addHook('onRequest', async (request) => {
    request.askedAt = performance.now();
    dropIfSlow(request, options.patienceMs ?? slowestQuestion);
  });
  const asked = new Set<ServerResponse>();
  const closeIfDone = (): void => {
    if (isClosing && asked.size === 0) server.server.closeAllConnections();
  };
  // By now a question has been read whole.
  server.addHook('preHandler', async (_request, { raw }) => {
    asked.add(raw);
    raw.once('close', () => {
      asked.delete(raw);
      closeIfDone();
    });
  });
  if (options.key !== undefined) demandKey(server, options.key, send);
  const check = passwordCheck(options.db, options.settings, options.now);
  const answer = answerQuestion(check, options.limits, options.now);
  server.get(readyPath, () => ({ status: 'ok' }));
  server.post('/', async (request, reply) => send(request, reply, await answer(request.body)));
  server.setNotFoundHandler((request, reply) => {
    if (request.url !== '/') return send(request, reply, { status: 404, outcome: 'no such path' });
    return send(request, reply.header('allow', 'POST'), { status: 405, outcome: 'not a POST' });
  });
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode: status = 500 } = error;
    if (status === 413) return send(request, reply, { status, outcome: 'the body is too large' });
    if (status < 500) return send(request, reply, { status, outcome: 'unreadable request' });
    return send(request, reply, { status, outcome: 'failed', trouble: troubleOf(error) });
  });
  await server.listen({ host: options.host, port: options.port });
  const { address, family, port } = server.server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`,
    close() {
      isClosing = true;
      const closed = server.close();
      closeIfDone();
      return closed;
    },
  };
}

/** In bytes: no system takes passwords of more than a few thousand. */
const longestQuestion = 64 * 1024;
const slowestQuestion = 30_000;
const readyPath = '/health/ready';

// Node's own requestTimeout ends only those whose headers are slow (measured with 24.21).
function dropIfSlow({ raw }: FastifyRequest, patienceMs: number): void {
  const timer = setTimeout(() => raw.socket.destroy(), patienceMs);
  raw.once('close', () => clearTimeout(timer));
}

type Send = (request: FastifyRequest, reply: FastifyReply, said: Said) => FastifyReply;

function sender(onAnswer: HookServerOptions['onAnswer'], isClosing: () => boolean): Send {
  return (request, reply, { status, outcome, kind, trouble, retryAfter, body = { error: outcome } }) => {
    const triggerId = request.headers['ory-webhook-trigger-id'];
    onAnswer({
      status,
      outcome,
      ...(kind === undefined ? {} : { kind }),
      ...(trouble === undefined ? {} : { trouble }),
      milliseconds: Math.round(performance.now() - request.askedAt),
      ...(typeof triggerId === 'string' && /^[\da-f-]{36}$/.test(triggerId) ? { triggerId } : {}),
    });
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    // Kratos would keep the connection, and the end would wait for it for more than a minute.
    if (isClosing()) reply.header('connection', 'close');
    return reply.code(status).header('cache-control', 'no-store').send(body);
  };
}

function demandKey(
  server: FastifyInstance,
  { header, value }: { readonly header: string; readonly value: string },
  send: Send,
): void {
  const isKey = keyCheck(value);
  server.addHook('onRequest', async (request, reply) => {
    if (request.url === readyPath) return;
    const given = request.headers[header.toLowerCase()];
    if (!isKey(typeof given === 'string' ? given : '')) {
      return send(request, reply, { status: 401, outcome: 'without the shared key' });
    }
  });
}
