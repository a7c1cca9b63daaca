import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { loadHttp, loadHttps } from './node-http.ts';
import { proxyAddress, type Proxy } from './proxy.ts';
import { TunnelFailure } from './tunnel-failure.ts';

/**
 * Asks a proxy for a way to host and port (CONNECT) and gives the socket to `done`. Gives what ends the asking. Node's own
 * agent can do this since 24.5, and leaves the proxy's connection open, and so the process running, where the request
 * that wanted it is ended first (24.21).
 */
export function openTunnel(
  proxy: Proxy,
  target: URL,
  done: (error: Error | null, socket?: Duplex) => void,
): () => void {
  const at = `${target.hostname}:${target.port || 443}`;
  const asking = (proxy.url.protocol === 'https:' ? loadHttps() : loadHttp()).request({
    ...proxyAddress(proxy),
    method: 'CONNECT',
    path: at,
    agent: false,
    headers: {
      host: at,
      ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
    },
  });
  asking.on('connect', (answer, socket: Socket, head) => {
    if (answer.statusCode !== 200) {
      socket.destroy();
      done(new TunnelFailure(answer.statusCode));
      return;
    }
    if (head.length > 0) socket.unshift(head);
    done(null, socket);
  });
  asking.on('error', (error) => done(new TunnelFailure(undefined, error)));
  asking.end();
  return () => asking.destroy();
}
