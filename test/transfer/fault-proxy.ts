import { mkdtempSync, rmSync } from 'node:fs';
import {
  Agent,
  createServer,
  request as sendRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/start.ts';
import { faultyAnswer, type AnswerFault } from './faulty-answer.ts';

/** What may become of one request. `isForwarded` says whether Kratos does it all the same; its answer is then lost. */
export type Fault =
  /** Nothing reaches Kratos, and the connection is cut. */
  | { readonly kind: 'cutBefore' }
  /** Kratos has done it and answered; the connection is cut before a byte of that. */
  | { readonly kind: 'cutAfter' }
  /** Kratos has done it; headers and half of the body come, then the connection is cut. */
  | { readonly kind: 'halfAnswer' }
  /** No answer, as long as the client waits. */
  | { readonly kind: 'stall'; readonly isForwarded?: boolean }
  /** It is forwarded when this resolves. */
  | { readonly kind: 'delay'; readonly until: Promise<unknown> }
  | AnswerFault;

export interface SeenRequest {
  /** Counted from 1, in the order of arrival. */
  readonly n: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly bodyText: string;
}

export interface FaultProxyOptions {
  /** Of the embedded Kratos behind it. */
  readonly sandbox?: Partial<SandboxOptions>;
  /** Undefined lets the request pass. It may await, so that a test can act between two requests. */
  readonly fault?: (request: SeenRequest) => Fault | undefined | Promise<Fault | undefined>;
  /** An answer of Kratos has gone out whole; the client may not have read it yet. */
  readonly answered?: (request: SeenRequest) => void;
  /** Whether a connection, counted from 1, is dropped as soon as it is accepted. */
  readonly dropConnection?: (n: number) => boolean;
}

export interface FaultProxy {
  /** Of the proxy; the same over restarts. */
  readonly adminUrl: string;
  /** Past the proxy, without any fault; the same over restarts. */
  readonly sandboxUrl: string;
  readonly publicUrl: string;
  /** All that came so far, with what became of it. */
  readonly seen: readonly (SeenRequest & { readonly fault: Fault['kind'] | undefined })[];
  /** Ends the embedded Kratos, with every request under way, and starts it again on the same database and ports. */
  readonly restart: () => Promise<void>;
  /** Ends the embedded Kratos for good; what is asked then is cut. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** An embedded Kratos on a database in a file, and in front of it a proxy that makes faults, both on 127.0.0.1. */
export async function runFaultProxy(options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'idp-fault-proxy-'));
  const sandboxOptions = { bcryptCost: 4, database: join(folder, 'kratos.db'), ...options.sandbox };
  let sandbox: Sandbox = await startSandbox(sandboxOptions);
  const { adminUrl: sandboxUrl, publicUrl } = sandbox;
  let agent = new Agent({ keepAlive: true });
  const seen: (SeenRequest & { fault: Fault['kind'] | undefined })[] = [];
  let connections = 0;

  const server = createServer((request, response) => {
    // Whatever fails on the way looks to the client as if the connection had been cut.
    handle(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    connections += 1;
    if (options.dropConnection?.(connections) === true) socket.destroy();
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const { method = 'GET', url: path = '/' } = request;
    const arrived = { n: seen.length + 1, method, path, bodyText: body.toString() };
    const entry: (typeof seen)[number] = { ...arrived, fault: undefined };
    seen.push(entry);
    const asked = await options.fault?.(arrived);
    entry.fault = asked?.kind;
    const fault = asked ?? { kind: 'delay', until: Promise.resolve() };
    if (fault.kind === 'delay') await fault.until;
    const answer = reachesKratos(fault) ? await forward(request, body) : noAnswer;
    switch (fault.kind) {
      case 'delay':
        response.on('finish', () => options.answered?.(arrived));
        response.writeHead(answer.status, answer.headers).end(answer.body);
        return;
      case 'cutBefore':
      case 'cutAfter':
        response.destroy();
        return;
      case 'halfAnswer':
        response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
        response.write(answer.body.subarray(0, answer.body.length >> 1), () => response.destroy());
        return;
      case 'stall':
        return;
      case 'status':
      case 'html':
      case 'wrongJson': {
        const made = faultyAnswer(fault);
        response.writeHead(made.status, made.headers).end(made.body);
      }
    }
  }

  function forward(request: IncomingMessage, body: Buffer): Promise<WholeAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<WholeAnswer>();
    const { method, url, headers } = request;
    const forwarded = sendRequest(new URL(url ?? '/', sandboxUrl), { method, headers, agent }, (answer) => {
      buffer(answer).then(
        (bytes) =>
          resolve({ status: answer.statusCode ?? 0, headers: withoutFraming(answer.headers), body: bytes }),
        reject,
      );
    });
    forwarded.on('error', reject).end(body);
    return promise;
  }

  const stop = async (): Promise<void> => {
    agent.destroy();
    await sandbox.close();
  };
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    adminUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sandboxUrl,
    publicUrl,
    seen,
    async restart() {
      await stop();
      agent = new Agent({ keepAlive: true });
      sandbox = await startSandbox({
        ...sandboxOptions,
        adminPort: Number(new URL(sandboxUrl).port),
        publicPort: Number(new URL(publicUrl).port),
      });
    },
    stop,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

interface WholeAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

const noAnswer: WholeAnswer = { status: 0, headers: {}, body: Buffer.alloc(0) };

function reachesKratos(fault: Fault): boolean {
  if ('isForwarded' in fault) return fault.isForwarded;
  return fault.kind === 'delay' || fault.kind === 'cutAfter' || fault.kind === 'halfAnswer';
}

/** The proxy frames the body anew. */
function withoutFraming({
  connection: _connection,
  'keep-alive': _keepAlive,
  'transfer-encoding': _transferEncoding,
  ...rest
}: IncomingHttpHeaders): OutgoingHttpHeaders {
  return rest;
}
