import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Something that stands between an operator and Kratos. */
export type Proxy = {
  readonly adminUrl: string;
  /** Method and path of every request that came, in order. */
  readonly seen: readonly string[];
  close(): Promise<void>;
};

export type Intercepted = { readonly method: string; readonly path: string; readonly query: string };

/** What the proxy answers itself; undefined passes the request on. */
export type Intercept = (request: Intercepted) => CannedAnswer | undefined;

export type CannedAnswer = { readonly status: number; readonly body: unknown };

/** A fault in Kratos's own error shape. */
export const kratosError = (status: number, reason: string): CannedAnswer => ({
  status,
  body: { error: { code: status, status: 'Fault', reason, message: 'made by a test' } },
});

/** Where no other path of Kratos's URL is asked for: passes on all requests but those that `intercept` answers. */
export async function startProxy(kratosUrl: string, intercept: Intercept): Promise<Proxy> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const method = request.method ?? '';
    seen.push(`${method} ${path}`);
    const canned = intercept({ method, path, query });
    if (canned !== undefined) return answer(response, canned.status, JSON.stringify(canned.body));
    passOn(kratosUrl, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    adminUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function passOn(kratosUrl: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const passed = await fetch(kratosUrl + (request.url ?? ''), {
    method: request.method ?? 'GET',
    redirect: 'manual',
    ...(chunks.length === 0
      ? {}
      : { body: Buffer.concat(chunks), headers: { 'content-type': 'application/json' } }),
  });
  answer(response, passed.status, await passed.text());
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text === '""' ? '' : text);
}
