import { Agent, request } from 'node:http';

/** Asks a Kratos, real or embedded, over one connection that stays open. */
export type Driver = {
  /** Fails on any other answer than 200, 201 and 204. */
  ask(method: string, path: string, body?: string): Promise<{ text: string; link: string }>;
  /** Creates 1,000 identities with a bcrypt hash in one request; resolves with how many a second that was. */
  createThousand(): Promise<number>;
  /** Deletes all that it created. */
  deleteCreated(): Promise<void>;
  /** Lists everybody page by page, calling `onPage` after each; resolves with how many there are. */
  listAll(onPage: () => void): Promise<number>;
  close(): void;
};

export function createDriver(adminUrl: string): Driver {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const run = Math.random().toString(36).slice(2, 10);
  const created: string[] = [];

  function ask(method: string, path: string, body?: string): Promise<{ text: string; link: string }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ text: string; link: string }>();
    const headers =
      body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(adminUrl + path, { method, agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => {
        const { statusCode = 0 } = answer;
        if (![200, 201, 204].includes(statusCode))
          reject(new Error(`${method} ${path}: ${statusCode} ${text}`));
        else resolve({ text, link: String(answer.headers['link'] ?? '') });
      });
    });
    sent.on('error', reject);
    sent.end(body);
    return promise;
  }

  return {
    ask,
    async createThousand() {
      const identities = Array.from({ length: 1000 }, (_, at) => ({
        create: personOf(run, created.length + at),
      }));
      const body = JSON.stringify({ identities });
      const started = performance.now();
      const { text } = await ask('PATCH', '/admin/identities', body);
      const seconds = (performance.now() - started) / 1000;
      if (text.includes('"error"')) throw new Error(`Not all of a batch were created: ${text.slice(0, 300)}`);
      const results = (JSON.parse(text) as { identities: { identity: string }[] }).identities;
      for (const { identity } of results) created.push(identity);
      return 1000 / seconds;
    },
    async deleteCreated() {
      for (const id of created) await ask('DELETE', `/admin/identities/${id}`);
    },
    async listAll(onPage) {
      let listed = 0;
      let path: string | undefined = '/admin/identities?page_size=500';
      while (path !== undefined) {
        const { text, link }: { text: string; link: string } = await ask('GET', path);
        listed += (JSON.parse(text) as unknown[]).length;
        onPage();
        path = /<(?:https?:\/\/[^/]*)?([^>]*)>; *rel="next"/.exec(link)?.[1];
      }
      return listed;
    },
    close: () => agent.destroy(),
  };
}

const personOf = (run: string, number: number): object => ({
  schema_id: 'default',
  traits: { email: `bench-${run}-${number}@example.com` },
  // Of the lowest cost: what is measured is storing it, not making it.
  credentials: {
    password: {
      config: { hashed_password: '$2b$04$N7fvNFBV18WFCgAa6997mOwxhjionOK..6R.NbRKe2VuaqVJruG9i' },
    },
  },
});
