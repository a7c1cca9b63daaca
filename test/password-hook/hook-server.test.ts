import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answered, type HookServer, startHookServer } from '../../src/password-hook/hook-server.ts';
import { createHashStore, drupal, type HashStore, phpass } from './hash-store.ts';

let store: HashStore;
let server: HookServer | undefined;
let answered: Answered[];
beforeEach(() => {
  store = createHashStore();
  answered = [];
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  store.leave();
});

const limits = { each: 0, all: 0, atOnce: 4, waiting: 100 };

type Options = Parameters<typeof startHookServer>[0];

async function serve(options: Partial<Options> = {}): Promise<HookServer> {
  return (server = await startHookServer({
    db: store.db,
    host: '127.0.0.1',
    port: 0,
    key: { header: 'Authorization', value: 'the key' },
    settings: {},
    limits,
    now: () => new Date(),
    onAnswer: (one) => answered.push(one),
    ...options,
  }));
}

async function ask(
  identifier: string,
  password: string,
  headers: Record<string, string> = { authorization: 'the key' },
): Promise<Response> {
  return post(JSON.stringify({ identifier, password }), headers);
}

const post = (body: string, headers: Record<string, string> = { authorization: 'the key' }) =>
  fetch(server?.url ?? '', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('the server of the hook', () => {
  beforeEach(async () => {
    await store.load(store.write('file', [`Ada@Example.com\t${phpass}`, `dora\t${drupal}`]));
  });

  it('answers 200 to the right password, however the identifier is typed', async () => {
    await serve();
    const answer = await ask('  ADA@example.com ', 'hashcat');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('{"status":"password_match"}');
    expect((await ask('dora', 'hashcat')).status).toBe(200);
  });

  it('answers 403, byte for byte the same, to a wrong password and an unknown identifier', async () => {
    await serve();
    const answers = await Promise.all([
      ask('ada@example.com', 'wrong'),
      ask('nobody@example.com', 'hashcat'),
    ]);
    const told = await Promise.all(
      answers.map(async (answer) => {
        const headers = [...answer.headers].filter(([name]) => name !== 'date');
        return { status: answer.status, headers, body: await answer.text() };
      }),
    );
    expect(told[0]).toMatchObject({ status: 403, body: '{"status":"password_mismatch"}' });
    expect(told[1]).toEqual(told[0]);
  });

  it('lets no unknown identifier in, though the password is somebody’s', async () => {
    await serve();
    const names = Array.from({ length: 20 }, (_, index) => `nobody-${index}`);
    const statuses = await Promise.all(names.map(async (name) => (await ask(name, 'hashcat')).status));
    expect(new Set(statuses)).toEqual(new Set([403]));
  });

  it('takes as long for an unknown identifier as for a known one', async () => {
    const slow = phpass.replace('$P$9', '$P$H'); // 2^19 rounds
    await store.load(store.write('slow', [`ada\t${slow}`, `bob\t${slow}`]));
    await serve();
    await ask('bob', 'x');
    for (const name of ['ada', 'nobody']) await ask(name, 'x');
    const [, known = 0, unknown = 0] = answered.map(({ milliseconds }) => milliseconds);
    expect(unknown).toBeGreaterThan(known / 3);
    expect(known).toBeGreaterThan(unknown / 3);
  });

  it.each([
    ['none', {}],
    ['another', { authorization: 'the kez' }],
    ['a longer one', { authorization: 'the key x' }],
    ['it in another header', { 'x-key': 'the key' }],
  ])('answers 401 to who has %s of the key', async (_what, headers) => {
    await serve();
    const answer = await ask('ada@example.com', 'hashcat', headers);
    expect(answer.status).toBe(401);
    expect(answered).toMatchObject([{ status: 401, outcome: 'without the shared key' }]);
  });

  it('looks for the key in the header that is named', async () => {
    await serve({ key: { header: 'X-Hook-Key', value: 'the key' } });
    expect((await ask('ada@example.com', 'hashcat', { 'x-hook-key': 'the key' })).status).toBe(200);
  });

  it('asks nobody for a key without one', async () => {
    await serve({ key: undefined });
    expect((await ask('ada@example.com', 'hashcat', {})).status).toBe(200);
  });

  it.each([
    ['no JSON', 'hashcat', 400],
    ['no object', '[]', 400],
    ['nothing', '', 400],
    ['null', 'null', 400],
    ['no password', '{"identifier":"ada"}', 400],
    ['a number for a password', '{"identifier":"ada","password":1}', 400],
    ['too much', JSON.stringify({ identifier: 'ada', password: 'x'.repeat(70_000) }), 413],
  ])('repeats nothing of a body that is %s', async (_what, body, status) => {
    await serve();
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/hashcat|xxx/);
  });

  it('answers 404 to other paths, 405 to other methods, and 200 where one asks whether it is there', async () => {
    const { url } = await serve();
    const headers = { authorization: 'the key' };
    expect((await fetch(`${url}other`, { method: 'POST', headers })).status).toBe(404);
    const get = await fetch(url, { headers });
    expect({ status: get.status, allow: get.headers.get('allow') }).toEqual({ status: 405, allow: 'POST' });
    expect((await fetch(`${url}health/ready`)).status).toBe(200);
  });

  it('tells the log what it answered, and nothing of whom', async () => {
    await serve();
    await ask('ada@example.com', 'hashcat', {
      authorization: 'the key',
      'ory-webhook-trigger-id': '8c751571-6bb1-4e3c-a258-128983a72711',
    });
    await ask('ada@example.com', 'hashcat');
    await ask('ada@example.com', 'wrong');
    await ask('nobody@example.com', 'wrong');
    expect(answered).toMatchObject([
      {
        status: 200,
        outcome: 'migrated',
        kind: 'phpass',
        triggerId: '8c751571-6bb1-4e3c-a258-128983a72711',
      },
      { status: 200, outcome: 'asked again', kind: 'phpass' },
      { status: 403, outcome: 'mismatch', kind: 'phpass' },
      { status: 403, outcome: 'unknown' },
    ]);
    expect(JSON.stringify(answered)).not.toMatch(/ada|nobody|hashcat|wrong/);
  });

  it('slows down who tries one identifier too often, and nobody else', async () => {
    let time = 0;
    await serve({ limits: { ...limits, each: 3 }, now: () => new Date(time) });
    const tries = [];
    for (let index = 0; index < 4; index += 1) tries.push(await ask('ada@example.com', 'wrong'));
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 429]);
    expect(tries[3]?.headers.get('retry-after')).toBe('10');
    expect((await ask(' ADA@example.com', 'hashcat')).status).toBe(429);
    expect((await ask('dora', 'hashcat')).status).toBe(200);
    time = 20_000;
    expect((await ask('ada@example.com', 'hashcat')).status).toBe(200);
    expect(answered).toContainEqual(expect.objectContaining({ status: 429, outcome: 'too many tries' }));
  });

  it('slows down who tries many identifiers', async () => {
    await serve({ limits: { ...limits, all: 2 }, now: () => new Date(0) });
    const tries = [];
    for (const name of ['a', 'b', 'c']) tries.push(await ask(name, 'wrong'));
    expect(tries.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [403, null],
      [403, null],
      [429, '1'],
    ]);
  });

  it('compares no more at once than is said, and sends away who would wait too long', async () => {
    const slow = phpass.replace('$P$9', '$P$G');
    await store.load(store.write('slow', [`ada\t${slow}`]));
    await serve({ limits: { ...limits, atOnce: 1, waiting: 2 } });
    const statuses = (await Promise.all(Array.from({ length: 6 }, () => ask('ada', 'x')))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 503)).toHaveLength(3);
    expect(statuses.filter((status) => status === 403)).toHaveLength(3);
  });

  it('answers what was asked before it ends', async () => {
    const slow = phpass.replace('$P$9', '$P$H');
    await store.load(store.write('slow', [`ada\t${slow}`]));
    const begun = Promise.withResolvers<void>();
    const now = (): Date => {
      begun.resolve();
      return new Date();
    };
    const { url } = await serve({ limits: { ...limits, each: 10 }, now });
    const asked = ask('ada', 'x');
    await begun.promise;
    await server?.close();
    expect(answered).toHaveLength(1);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    server = undefined;
    expect((await asked).status).toBe(403);
  });

  it('lets people in though the database can no longer be written to', async () => {
    await serve();
    store.db.exec('PRAGMA query_only = 1');
    expect((await ask('ada@example.com', 'hashcat')).status).toBe(200);
    expect(answered).toMatchObject([
      { status: 200, outcome: 'match', trouble: 'not noted: attempt to write a readonly database' },
    ]);
  });

  it('tells the log why it failed', async () => {
    await serve();
    store.db.exec('DROP TABLE hashes');
    expect((await ask('ada@example.com', 'hashcat')).status).toBe(500);
    expect(answered).toMatchObject([{ status: 500, outcome: 'failed', trouble: 'no such table: hashes' }]);
  });

  it('tells the log that a pepper is missing', async () => {
    await serve();
    const peppered = `$2a$04$${'a'.repeat(53)}`;
    await store.load(store.write('peppered', [`ada\t${peppered}\tpeppered-bcrypt`]));
    expect((await ask('ada', 'x')).status).toBe(403);
    expect(answered).toMatchObject([
      {
        outcome: 'mismatch',
        trouble: 'without the pepper nothing matches: serve with --pepper-secret-id',
      },
    ]);
  });

  it.each([
    ['its key', ''],
    ['its body', 'authorization: the key\r\ncontent-length: 100\r\n\r\n{'],
    ['its body, without the key', 'content-length: 100\r\n\r\n{'],
  ])('ends though a question comes in no further than %s', async (_what, text) => {
    const begun = await serve();
    const socket = connect(Number(new URL(begun.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`POST / HTTP/1.1\r\nhost: hook\r\n${text}`);
    // Another question, so that the first one has come in.
    await ask('ada@example.com', 'x');
    await expect(begun.close()).resolves.toBeUndefined();
    server = undefined;
    socket.destroy();
  });

  it.each([
    ['with the key', 'authorization: the key\r\n'],
    ['without it', ''],
  ])('drops a question, %s, that takes too long to come in', async (_what, header) => {
    const { url } = await serve({ patienceMs: 30 });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.resume().write(`POST / HTTP/1.1\r\nhost: hook\r\n${header}content-length: 100\r\n\r\n{`);
    expect(await once(socket, 'close')).toEqual([false]);
  });

  it('drops no question that has come in whole', async () => {
    const slow = phpass.replace('$P$9', '$P$H');
    await store.load(store.write('slow', [`ada\t${slow}`]));
    await serve({ patienceMs: 30 });
    expect((await ask('ada', 'x')).status).toBe(403);
    expect(answered[0]?.milliseconds).toBeGreaterThan(60);
  });

  it('rejects when its port is taken', async () => {
    const { url } = await serve();
    await expect(serve({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
