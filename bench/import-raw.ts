import { Agent, request } from 'node:http';

/** A fixed way of sending: rows of each request, and how many requests are under way at once. */
export interface Setting {
  readonly batch: number;
  readonly concurrency: number;
}

export const settingText = ({ batch, concurrency }: Setting): string => `${batch} rows × ${concurrency}`;

/** How one sending went: rows a second from the first request to the last answer, and how long one took at most. */
export interface Sent {
  readonly rate: number;
  readonly slowestMs: number;
}

/**
 * The fastest client that can be: bodies are ready before the clock runs, connections stay open, and of an answer is known
 * only that no row failed.
 */
export async function sendRaw(
  adminUrl: string,
  rows: readonly string[],
  { batch, concurrency }: Setting,
): Promise<Sent> {
  const bodies = Array.from({ length: Math.ceil(rows.length / batch) }, (_, at) =>
    Buffer.from(
      `{"identities":[${rows
        .slice(at * batch, (at + 1) * batch)
        .map((row) => `{"create":${row}}`)
        .join(',')}]}`,
    ),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const started = performance.now();
  let next = 0;
  let slowestMs = 0;
  const lane = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const before = performance.now();
      await send(`${adminUrl}/admin/identities`, agent, body);
      slowestMs = Math.max(slowestMs, performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { rate: rows.length / seconds, slowestMs };
}

function send(url: string, agent: Agent, body: Buffer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const sent = request(url, { method: 'PATCH', agent, headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      const text = Buffer.concat(chunks);
      if (answer.statusCode === 200 && !text.includes('"error"')) resolve();
      else reject(new Error(`${answer.statusCode}: ${text.toString().slice(0, 300)}`));
    });
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
