import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startHookServer } from '../../../src/password-hook/hook-server.ts';
import { createHashStore, phpass } from '../../password-hook/hash-store.ts';
import { type Answer, messagesOf, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

/** A hook that answers as it is told to, and keeps what it was asked. */
interface ScriptedHook {
  readonly url: string;
  readonly asked: { readonly headers: IncomingHttpHeaders; readonly body: unknown }[];
  answer: { status: number; body?: string; headers?: Record<string, string> } | 'hang up';
  close(): Promise<void>;
}

async function scriptedHook(): Promise<ScriptedHook> {
  const server: Server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      hook.asked.push({ headers: request.headers, body: JSON.parse(text) });
      if (hook.answer === 'hang up') return response.destroy();
      const { status, body = '{}', headers = {} } = hook.answer;
      return response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hook: ScriptedHook = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: [],
    answer: { status: 403 },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hook;
}

const needsHook = { credentials: { password: { config: { use_password_migration_hook: true } } } };
const match = { status: 200, body: '{"status":"password_match"}' };
const email = 'Ada@example.com';

const passwordConfig = async (kratos: RunningSandbox, id: string): Promise<unknown> => {
  const { body } = await kratos.admin('GET', `/admin/identities/${id}?include_credential=password`);
  return (body as { credentials: { password: { config: unknown } } }).credentials.password.config;
};

const said = ({ status, body }: Answer) => ({ status, error: (body as { error?: unknown }).error });

describe('an identity that needs the hook', () => {
  let hook: ScriptedHook;
  let kratos: RunningSandbox;
  let id: string;
  beforeAll(async () => {
    hook = await scriptedHook();
  });
  afterAll(() => hook.close());
  beforeEach(async () => {
    hook.asked.length = 0;
    const key = { header: 'Authorization', value: 'the key' };
    kratos = await runSandbox({ migrationHook: { url: hook.url, key, waitMs: 0 } });
    id = await kratos.createIdentity(email, needsHook);
  });
  afterEach(() => kratos.close());

  test('logs in with the password that the hook knows; it is kept as bcrypt, and the hook is not asked again', async () => {
    hook.answer = match;
    expect((await kratos.login('  ADA@Example.com ', 'hashcat')).status).toBe(200);
    expect(hook.asked).toMatchObject([
      {
        headers: { authorization: 'the key', 'content-type': 'application/json' },
        body: { identifier: '  ADA@Example.com ', password: 'hashcat' },
      },
    ]);
    expect(await passwordConfig(kratos, id)).toEqual({
      hashed_password: expect.stringMatching(/^\$2[aby]\$04\$/) as unknown,
    });
    expect((await kratos.login(email, 'hashcat')).status).toBe(200);
    const wrong = await kratos.login(email, 'wrong');
    expect(messagesOf(wrong).form).toEqual([4000006]);
    expect(hook.asked).toHaveLength(1);
  });

  test.each([
    ['403', { status: 403 }],
    ['200 without the word', { status: 200, body: '{"status":"no"}' }],
    ['200 without JSON', { status: 200, body: 'yes' }],
    ['200 without a body', { status: 200, body: '' }],
    ['200 with null', { status: 200, body: 'null' }],
  ])('has wrong credentials when the hook answers %s', async (_what, answer) => {
    hook.answer = answer;
    const { status, ...rest } = await kratos.login(email, 'wrong');
    expect({ status, form: messagesOf({ status, ...rest }).form }).toEqual({ status: 400, form: [4000006] });
    expect(hook.asked).toHaveLength(1);
    expect(await passwordConfig(kratos, id)).toEqual({
      hashed_password: '',
      use_password_migration_hook: true,
    });
  });

  test.each([201, 400, 401, 404, 405, 413, 501])('has to come again when it answers %i', async (status) => {
    hook.answer = { status, body: match.body };
    expect(said(await kratos.login(email, 'hashcat'))).toEqual({
      status: 502,
      error: {
        code: 502,
        status: 'Bad Gateway',
        reason: 'A third-party upstream service responded improperly. Please try again later.',
        message: `password migration hook failed with status code ${status}`,
      },
    });
    expect(hook.asked).toHaveLength(1);
  });

  test.each([
    ['500', { status: 500 }],
    ['503', { status: 503, headers: { 'retry-after': '0' } }],
    ['429', { status: 429, headers: { 'retry-after': '0' } }],
    ['429 with a date', { status: 429, headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } }],
    ['nothing', 'hang up'],
  ] as const)('has to come again when it answers %s three times', async (_what, answer) => {
    hook.answer = answer;
    expect(said(await kratos.login(email, 'hashcat'))).toEqual({
      status: 502,
      error: {
        code: 502,
        status: 'Bad Gateway',
        reason: 'A third-party upstream service could not be reached. Please try again later.',
        message: 'calling the password migration hook failed',
      },
    });
    expect(hook.asked).toHaveLength(3);
    expect(new Set(hook.asked.map(({ headers }) => headers['ory-webhook-trigger-id'])).size).toBe(1);
  });

  test('with a password above 72 bytes is told so, and keeps needing the hook', async () => {
    hook.answer = match;
    const answer = await kratos.login(email, 'x'.repeat(73));
    expect({ status: answer.status, fields: messagesOf(answer).fields }).toEqual({
      status: 400,
      fields: { password: [4000033] },
    });
    expect(JSON.stringify(answer.body)).toContain(
      'The password must be at most 72 characters long, but got 73.',
    );
    expect(await passwordConfig(kratos, id)).toEqual({
      hashed_password: '',
      use_password_migration_hook: true,
    });
  });

  test('does so whatever hash it was imported with', async () => {
    const other = await kratos.createIdentity('bob@example.com', {
      credentials: { password: { config: { use_password_migration_hook: true, password: 'a password' } } },
    });
    expect(await passwordConfig(kratos, other)).toEqual({
      hashed_password: '',
      use_password_migration_hook: true,
    });
  });

  test('that is inactive is let in no more than others, but its password is kept', async () => {
    hook.answer = match;
    const body = [{ op: 'replace', path: '/state', value: 'inactive' }];
    await kratos.admin('PATCH', `/admin/identities/${id}`, { body });
    expect((await kratos.login(email, 'hashcat')).status).toBe(401);
    expect(await passwordConfig(kratos, id)).not.toHaveProperty('use_password_migration_hook');
  });
});

test('whose traits no longer fit the schema is told what is wrong, and keeps needing the hook', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'idp-sandbox-'));
  const database = join(folder, 'sandbox.db');
  const hook = await scriptedHook();
  hook.answer = match;
  const start = (required: string[]) =>
    runSandbox({
      database,
      migrationHook: { url: hook.url },
      schemas: [{ id: 'default', schema: person(required) }],
    });
  const before = await start(['email']);
  const id = await before.createIdentity(email, needsHook);
  await before.close();
  const after = await start(['email', 'nick']);
  const answer = await after.login(email, 'hashcat');
  expect({ status: answer.status, form: messagesOf(answer).form }).toEqual({ status: 400, form: [4000001] });
  expect(JSON.stringify(answer.body)).toContain('S[#/properties/traits/required] missing properties');
  expect(await passwordConfig(after, id)).toMatchObject({ use_password_migration_hook: true });
  await after.close();
  await hook.close();
  rmSync(folder, { recursive: true });
});

function person(required: string[]) {
  const identifier = { type: 'string', 'ory.sh/kratos': { credentials: { password: { identifier: true } } } };
  const traits = { type: 'object', properties: { email: identifier, nick: { type: 'string' } }, required };
  return { type: 'object', properties: { traits } };
}

test('comes over from a file of old hashes, through the server of the hook', async () => {
  const store = createHashStore();
  await store.load(store.write('people', [`${email}\t${phpass}`]));
  const outcomes: string[] = [];
  const server = await startHookServer({
    db: store.db,
    host: '127.0.0.1',
    port: 0,
    key: { header: 'X-Hook-Key', value: 'the key' },
    settings: {},
    limits: { each: 10, all: 0, atOnce: 1, waiting: 1 },
    now: () => new Date(),
    onAnswer: ({ outcome }) => outcomes.push(outcome),
  });
  const key = { header: 'X-Hook-Key', value: 'the key' };
  const kratos = await runSandbox({ migrationHook: { url: server.url, key } });
  await kratos.createIdentity(email, needsHook);
  await kratos.createIdentity('nobody@example.com', needsHook);
  const statuses = [];
  for (const [identifier, password] of [
    [email, 'wrong'],
    ['nobody@example.com', 'hashcat'],
    [' ADA@example.com', 'hashcat'],
    [email, 'hashcat'],
    [email, 'wrong'],
  ] as const) {
    statuses.push((await kratos.login(identifier, password)).status);
  }
  expect(statuses).toEqual([400, 400, 200, 200, 400]);
  expect(outcomes).toEqual(['mismatch', 'unknown', 'migrated']);
  await kratos.close();
  await server.close();
  store.leave();
});
