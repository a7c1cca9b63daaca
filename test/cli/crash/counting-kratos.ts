import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Kratos with somebody in front of it who counts what is asked of it, and does something at one of the requests. */
export type CountingKratos = {
  readonly url: string;
  /** How many requests have been seen. */
  seen(): number;
  /** How many were passed on of a method, by path. */
  passedOn(method: string): ReadonlyMap<string, number>;
  /** What to do at the n-th request from now on: before it is passed on, or when Kratos has answered it. */
  at(request: number, moment: Moment, work: () => void): void;
  /** Resolves when nobody is connected any more, and Kratos has answered all that was passed on to it. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export type Moment = 'asked' | 'answered';

export async function startCountingKratos(adminUrl: string): Promise<CountingKratos> {
  const counts = new Map<string, Map<string, number>>();
  let seen = 0;
  let point: { readonly request: number; readonly moment: Moment; readonly work: () => void } | undefined;
  /** Connections, and requests that were passed on. */
  let open = 0;
  let whenSettled: (() => void)[] = [];
  const finish = (): void => {
    open -= 1;
    if (open > 0) return;
    for (const resolve of whenSettled) resolve();
    whenSettled = [];
  };

  const server = createServer((incoming, response) => {
    seen += 1;
    const here = seen === point?.request ? point : undefined;
    if (here?.moment === 'asked') here.work();
    open += 1;
    passOn(incoming, response, () => {
      if (here?.moment === 'answered') here.work();
      finish();
    });
  });
  server.on('connection', (socket) => {
    open += 1;
    socket.on('close', finish);
  });

  function passOn(incoming: IncomingMessage, response: ServerResponse, answered: () => void): void {
    const { method = '', url = '', headers } = incoming;
    const ofMethod = counts.get(method) ?? new Map<string, number>();
    counts.set(method, ofMethod.set(url, (ofMethod.get(url) ?? 0) + 1));
    const asked = send(adminUrl + url, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        answered();
        response.writeHead(answer.statusCode ?? 0, answer.headers).end(Buffer.concat(chunks));
      });
    });
    // Who asked may be dead by now; what was asked stays asked.
    const body: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => body.push(chunk));
    incoming.on('end', () => asked.end(Buffer.concat(body)));
    incoming.on('error', () => undefined);
    incoming.on('close', () => {
      if (!incoming.complete) asked.destroy();
    });
    asked.on('error', answered);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen: () => seen,
    passedOn: (method) => counts.get(method) ?? new Map(),
    at: (request, moment, work) => void (point = { request: seen + request, moment, work }),
    settled: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => whenSettled.push(resolve))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
