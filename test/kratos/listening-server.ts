import { createServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A real server on a free port of this machine. */
export type ListeningServer = { readonly url: string; close(): Promise<void> };

/** On `port`, or any that is free. */
export function startHttp(listener: RequestListener, port = 0): Promise<ListeningServer> {
  const server = createServer(listener);
  return listening(server, () => server.closeAllConnections(), port);
}

/** Over TLS. */
export async function startHttps(
  options: ServerOptions,
  listener: RequestListener,
): Promise<ListeningServer> {
  const server = createHttpsServer(options, listener);
  const started = await listening(server, () => server.closeAllConnections());
  return { ...started, url: started.url.replace('http:', 'https:') };
}

/** On a unix socket. */
export async function startOnSocket(path: string, listener: RequestListener): Promise<ListeningServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    url: `unix://${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Below HTTP: for what no HTTP server would do. */
export function startTcp(onConnection: (socket: Socket) => void): Promise<ListeningServer> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  return listening(server, () => sockets.forEach((socket) => socket.destroy()));
}

/** Where nothing listens: a port that was free a moment ago. */
export async function unusedUrl(): Promise<string> {
  const server = await startHttp(() => {});
  await server.close();
  return server.url;
}

async function listening(server: Server | HttpServer, drop: () => void, port = 0): Promise<ListeningServer> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        drop();
      }),
  };
}
