import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of our own in Kratos's place, for what a real one does not do on request: hang, look around, say nothing. */
export type FakeKratos = {
  readonly url: string;
  /** `GET /admin/identities`, in the order in which they came. */
  readonly requests: readonly string[];
  /** Resolves at the first request. */
  readonly asked: Promise<void>;
  close(): Promise<void>;
};

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

export async function startFakeKratos(answer: Answering): Promise<FakeKratos> {
  const requests: string[] = [];
  const first = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.split('?', 1)[0]}`);
    answer(request, response);
    first.resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    asked: first.promise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** An identity as Kratos lists it. */
export const adaIdentity = {
  id: '6f0c4a31-6c0b-4f38-9f0e-2f1d3f5b7a90',
  schema_id: 'default',
  schema_url: 'http://127.0.0.1/schemas/ZGVmYXVsdA',
  state: 'active',
  traits: { email: 'ada@example.com' },
  verifiable_addresses: [{ value: 'ada@example.com', via: 'email', verified: false, status: 'pending' }],
  recovery_addresses: [{ value: 'ada@example.com', via: 'email' }],
  credentials: { password: { type: 'password', identifiers: ['ada@example.com'], config: {} } },
};

/** A Kratos that has one identity and no sessions, and accepts every write. */
export function answerAda(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url?.split('?', 1)[0] ?? '';
  if (path === '/admin/identities') answerJson(response, 200, [adaIdentity]);
  else if (path.endsWith('/sessions') && request.method === 'GET') answerJson(response, 200, []);
  else if (request.method === 'DELETE') response.writeHead(204).end();
  else answerJson(response, 200, adaIdentity);
}
