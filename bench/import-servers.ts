import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { idpProgram } from './import-idp.ts';

/** A Kratos that identities are sent to. */
export interface Target {
  readonly adminUrl: string;
  readonly publicUrl: string;
  /** Of those whose address begins so, none is there afterwards. */
  clear(prefix: string): Promise<void>;
  close(): Promise<void>;
}

/** A new embedded Kratos, in a process and with a database in memory of its own. */
export async function startEmbedded(home: string): Promise<Target> {
  const args = [idpProgram, 'sandbox', '--memory', '--port', '0', '--public-port', '0'];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const adminUrl = String((await lines.next()).value);
  const publicUrl = String((await lines.next()).value);
  return {
    adminUrl,
    publicUrl,
    clear: () => Promise.resolve(),
    async close() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** A Kratos that is there; of it only what the bench made is deleted. */
export function realKratos(adminUrl: string, publicUrl: string): Target {
  return {
    adminUrl,
    publicUrl,
    async clear(prefix) {
      const agent = new Agent({ keepAlive: true, maxSockets: 4 });
      const listed = `${adminUrl}/admin/identities?page_size=500&preview_credentials_identifier_similar=${prefix}`;
      for (;;) {
        const people = JSON.parse(await ask('GET', listed, agent)) as {
          id: string;
          traits: { email: string };
        }[];
        const ours = people.filter(({ traits }) => traits.email.startsWith(prefix));
        if (ours.length === 0) break;
        await Promise.all(ours.map(({ id }) => ask('DELETE', `${adminUrl}/admin/identities/${id}`, agent)));
      }
      agent.destroy();
    },
    close: () => Promise.resolve(),
  };
}

/** In front of a Kratos: answers batches at once, as if all had been created, and passes everything else on. */
export async function answerAtOnce(behind: Target): Promise<Target> {
  const server = createServer((incoming, answer) => {
    const { method = 'GET', url = '/' } = incoming;
    const pass = async (): Promise<void> => {
      const body = await text(incoming);
      answer.setHeader('content-type', 'application/json');
      if (method === 'PATCH') answer.end(allCreated(body));
      else answer.end(await ask(method, behind.adminUrl + url, undefined));
    };
    pass().catch(() => answer.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    adminUrl: `http://127.0.0.1:${port}`,
    publicUrl: behind.publicUrl,
    clear: () => Promise.resolve(),
    async close() {
      server.close();
      server.closeAllConnections();
      await behind.close();
    },
  };
}

let made = 0;

/** Without parsing, which would cost more than the client does. */
function allCreated(body: string): string {
  const ids = body.match(/"patch_id":"[^"]*"/g) ?? [];
  const items = ids.map((patchId) => {
    made += 1;
    return `{"action":"create","identity":"00000000-0000-4000-8000-${String(made).padStart(12, '0')}",${patchId}}`;
  });
  return `{"identities":[${items.join(',')}]}`;
}

function ask(method: string, url: string, agent: Agent | undefined): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const sent = request(url, { method, agent }, (answer) => {
    text(answer).then((body) => {
      if ((answer.statusCode ?? 500) < 300) resolve(body);
      else reject(new Error(`${method} ${url}: ${answer.statusCode} ${body}`));
    }, reject);
  });
  sent.on('error', reject);
  sent.end();
  return promise;
}
