import { afterEach } from 'vitest';
import type { RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import { createTransport, type Transport, type TransportOptions } from '../../src/kratos/transport.ts';
import { startHttp, startHttps, startTcp, type ListeningServer } from './listening-server.ts';

/** Servers that are closed after the test that started them. */
export type Servers = {
  http(listener: RequestListener): Promise<string>;
  https(options: ServerOptions, listener: RequestListener): Promise<string>;
  tcp(onConnection: (socket: Socket) => void): Promise<string>;
};

export function useServers(): Servers {
  const running: ListeningServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });
  const keep = (server: ListeningServer): string => {
    running.push(server);
    return server.url;
  };
  return {
    http: async (listener) => keep(await startHttp(listener)),
    https: async (options, listener) => keep(await startHttps(options, listener)),
    tcp: async (onConnection) => keep(await startTcp(onConnection)),
  };
}

/** The transport of a command line with default options. */
export function transportTo(adminUrl: string, more: Partial<TransportOptions> = {}): Transport {
  return createTransport({
    adminUrl,
    timeoutMs: 5000,
    signal: new AbortController().signal,
    userAgent: 'idp/test',
    ...more,
  });
}
