import { once } from 'node:events';
import {
  createServer,
  request as ask,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Certified } from './certificates.ts';

/** A proxy on a free port of this machine. */
export type ProxyServer = {
  readonly url: string;
  /** Method and target of each request, and what came as Proxy-Authorization. */
  readonly asked: readonly (readonly [string, string | undefined])[];
  /** Resolves when it has no open connection. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

/**
 * It takes every host for the server at `to`, a URL of this machine. `answer` is what it says to a CONNECT in its place,
 * byte for byte; an empty one is never an answer. With a certificate it is asked over TLS.
 */
export async function startProxy(to: string, answer?: string, certified?: Certified): Promise<ProxyServer> {
  const asked: [string, string | undefined][] = [];
  const sockets = new Set<Socket>();
  const port = Number(new URL(to).port);
  const note = (request: IncomingMessage) =>
    asked.push([`${request.method} ${request.url}`, request.headers['proxy-authorization']]);
  const listener: RequestListener = (request, response) => {
    note(request);
    forward(request, response, port, answer);
  };
  const server = certified === undefined ? createServer(listener) : createHttpsServer(certified, listener);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, socket) => {
    note(request);
    if (answer !== undefined) {
      // A server's connections stay half open until it ends them, too.
      if (answer === '') socket.resume().on('end', () => socket.destroy());
      else socket.end(answer);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${certified === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${(server.address() as AddressInfo).port}`,
    asked,
    idle: async () => {
      await Promise.all([...sockets].map((socket) => once(socket, 'close')));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Plain HTTP: the whole URL stands in the request line. */
function forward(request: IncomingMessage, response: ServerResponse, port: number, answer?: string): void {
  if (answer !== undefined) {
    const [, status = '502'] = answer.split(' ');
    response.writeHead(Number(status)).end();
    return;
  }
  const { pathname, search } = new URL(request.url ?? '');
  const onward = ask({
    port,
    host: '127.0.0.1',
    path: pathname + search,
    method: request.method,
    headers: request.headers,
  });
  onward.on('response', (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, incoming.headers);
    incoming.pipe(response);
  });
  request.pipe(onward);
}
