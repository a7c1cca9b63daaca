import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fill } from '../../src/sandbox/seed/fill.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-sandbox-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what one sandbox wrote, the next one on the same file finds', async () => {
  const database = join(folder, 'sandbox.db');
  const first = await startSandbox({ database });
  const created = await fetch(`${first.adminUrl}/admin/identities`, {
    method: 'POST',
    body: JSON.stringify({ traits: { email: 'ada@example.com' } }),
  });
  const { id } = (await created.json()) as { id: string };
  await first.close();

  const second = await startSandbox({ database });
  const found = await fetch(`${second.adminUrl}/admin/identities/${id}`);
  expect(await found.json()).toMatchObject({ id, traits: { email: 'ada@example.com' } });
  await second.close();
});

test('a port that is taken is an error, and leaves nothing open', async () => {
  const running = await startSandbox({ database: ':memory:' });
  const publicPort = Number(new URL(running.publicUrl).port);
  await expect(startSandbox({ database: ':memory:', publicPort })).rejects.toThrow('EADDRINUSE');
  await running.close();
  const again = await startSandbox({ database: ':memory:', publicPort });
  expect(again.publicUrl).toBe(running.publicUrl);
  await again.close();
});

test('a schema that is none is an error that names it', async () => {
  const schemas = [{ id: 'staff', schema: { type: 'nonsense' } }];
  await expect(startSandbox({ database: ':memory:', schemas })).rejects.toThrow('"staff" cannot be used');
});

test('of the same e-mail address written by four processes at once to one file, exactly one gets in, every time', async () => {
  const database = join(folder, 'sandbox.db');
  const statuses = await Promise.all(Array.from({ length: 4 }, () => createTwenty(database)));
  for (let at = 0; at < 20; at++) {
    expect(statuses.map((own) => own[at]).filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.map((own) => own[at]).filter((status) => status === 409)).toHaveLength(3);
  }
});

/** The statuses that one more sandbox on the file, in a process of its own, answers to the same 20 creations. */
function createTwenty(database: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('create-twenty.ts', import.meta.url));
    const child = fork(script, [database], { execArgv: [] });
    child.once('message', (statuses) => resolve(statuses as number[]));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`create-twenty ended with ${code} before it reported`)));
  });
}

test('a sandbox that is filled answers when it is done, also who asked before', async () => {
  let asked: Promise<Response> | undefined;
  const sandbox = await startSandbox({
    database: ':memory:',
    fill: async (context) => {
      asked = fetch(`${context.urls.admin}/admin/identities?page_size=500`);
      const signal = new AbortController().signal;
      await fill(context, { people: 500, randomSeed: 1 }, { signal, onProgress: () => undefined });
    },
  });
  expect(await (await asked)?.json()).toHaveLength(500);
  await sandbox.close();
});

test('a sandbox that cannot be filled does not start, and leaves no port open', async () => {
  let url = '';
  const starting = startSandbox({
    database: ':memory:',
    fill: (context) => {
      url = context.urls.admin;
      return Promise.reject(new Error('on purpose'));
    },
  });
  await expect(starting).rejects.toThrow('on purpose');
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
