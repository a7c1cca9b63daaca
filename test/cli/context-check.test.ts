import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { parse } from 'yaml';
import { unusedUrl } from '../kratos/listening-server.ts';
import { answerJson, startFakeKratos } from './fake-kratos.ts';
import { ctrlC, openTerminal } from './terminal.ts';
import { createUser, type User } from './user.ts';

let user: User;
let kratos: Sandbox;
beforeAll(async () => {
  kratos = await startSandbox({ database: ':memory:', bcryptCost: 4 });
});
afterAll(() => kratos.close());
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const urls = () => `--admin-url ${kratos.adminUrl} --public-url ${kratos.publicUrl}`;
type Document = { readonly checks: readonly { readonly check: string; readonly status: string }[] };
const bad = (stdout: string) =>
  (JSON.parse(stdout) as Document).checks.filter(({ status }) => status !== 'ok').map(({ check }) => check);

describe('idp context check', () => {
  it('says in aligned lines what answers, and ends with 0 where nothing failed', async () => {
    const { exit, stdout, stderr } = await user.run(`context check --admin-url ${kratos.adminUrl}`);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^ok {7}reachable {6}http:\/\/127\.0\.0\.1:\d+ answers, in \d+ ms\.$/);
    expect(lines).toContain(
      'warning  public-url     No public URL is given: schemas and recovery cannot be looked at without it.',
    );
    expect(lines).toContain(
      `                        next: Kratos itself calls it ${kratos.publicUrl}: give that as the public URL, if it can be reached from here.`,
    );
    expect(lines).toContain('unknown  schemas        Unknown, because only the public URL tells it.');
  });

  it('is one document in the formats for programs', async () => {
    const { exit, stdout } = await user.call(`context check ${urls()} --format json`);
    expect(exit).toBe(0);
    const document: unknown = JSON.parse(stdout);
    expect(document).toEqual({
      context: null,
      'admin-url': kratos.adminUrl,
      'public-url': kratos.publicUrl,
      version: 'v26.2.0',
      'clock-skew-ms': 0,
      schemas: [
        { id: 'default', 'admin-traits': true },
        { id: 'admin_v0', 'admin-traits': true },
      ],
      checks: expect.arrayContaining([{ check: 'version', status: 'ok', message: 'Kratos v26.2.0.' }]),
    });
    const others = await Promise.all(
      ['yaml', 'jsonl'].map((format) => user.call(`context check ${urls()} --format ${format}`)),
    );
    const keys = Object.keys(document as object);
    expect(Object.keys(parse(others[0]?.stdout ?? '') as object)).toEqual(keys);
    expect(others[1]?.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(Object.keys(JSON.parse(others[1]?.stdout ?? '') as object)).toEqual(keys);
  });

  it('looks at whatever Kratos is meant: a context by name, by --context or the current one, the environment', async () => {
    await user.call(`context add prod ${urls()}`);
    const env = { KRATOS_ADMIN_URL: kratos.adminUrl, KRATOS_PUBLIC_URL: kratos.publicUrl };
    for (const [line, context, environment] of [
      ['context check', 'prod', {}],
      ['context check prod', 'prod', {}],
      ['context check --context prod', 'prod', env],
      ['context check prod --context prod', 'prod', env],
      ['context check', null, env],
    ] as const) {
      const { exit, stdout } = await user.call(`${line} --format json`, { env: environment });
      expect(JSON.parse(stdout)).toMatchObject({ context, version: 'v26.2.0' });
      expect({ exit, bad: bad(stdout) }).toEqual({ exit: 0, bad: [] });
    }
    expect((await user.call('context check')).stdout).toMatch(/^context prod\nok {7}reachable/);
  });

  it('looks at the embedded Kratos with --sandbox', async () => {
    const { exit, stdout } = await user.call('context check --sandbox --format json');
    expect({ exit, bad: bad(stdout) }).toEqual({ exit: 0, bad: [] });
    expect(JSON.parse(stdout)).toMatchObject({ context: 'sandbox' });
  });

  it.each(['context check nosuch', 'context show nosuch', 'context check --no-such-flag'])(
    'of %s tells in JSON of the error alone: it is no action',
    async (line) => {
      const { exit, stdout, stderr } = await user.call(`${line} --format json`);
      const answer = JSON.parse(stdout) as { error: { message: string } };
      expect([exit, Object.keys(answer)]).toEqual([2, ['error']]);
      expect(stderr).toContain(`error: ${answer.error.message}\n`);
    },
  );

  it('ends with the status of the first thing that failed', async () => {
    const closed = await unusedUrl();
    const guarded = await startFakeKratos((_request, response) => response.writeHead(401).end());
    const page = await startFakeKratos((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    );
    try {
      for (const [line, exit, check] of [
        [`--admin-url ${closed}`, 7, 'reachable'],
        [`--admin-url ${guarded.url}`, 4, 'read'],
        [`--admin-url ${page.url}`, 1, 'admin-url'],
        [`--admin-url ${kratos.publicUrl} --public-url ${kratos.adminUrl}`, 1, 'admin-url'],
      ] as const) {
        const ended = await user.call(`context check --format json ${line}`);
        const { checks } = JSON.parse(ended.stdout) as Document;
        expect(checks.find(({ status }) => status === 'failed')?.check).toBe(check);
        expect({ line, exit: ended.exit }).toEqual({ line, exit });
      }
    } finally {
      await Promise.all([guarded.close(), page.close()]);
    }
  });

  it('fails where the context names a schema that Kratos does not have', async () => {
    await user.call(`context add prod ${urls()} --admin-schema-id staff`);
    const { exit, stdout } = await user.call('context check');
    expect(exit).toBe(2);
    expect(stdout).toContain('failed   admin-schema   Kratos has no schema staff,');
  });

  it('looks at Hydra where the context has it, and sends it no credentials that are for Kratos', async () => {
    const authorised: (string | undefined)[] = [];
    const hydra = await startFakeKratos((request, response) => {
      authorised.push(request.headers.authorization);
      if (request.url === '/version') answerJson(response, 200, { version: 'v26.2.0' });
      else if (request.url?.startsWith('/admin/clients') === true) answerJson(response, 200, []);
      else response.writeHead(404).end();
    });
    try {
      await user.call(`context add prod ${urls()} --hydra-admin-url ${hydra.url} --bearer-token gateway`);
      const env = { IDP_SECRET_GATEWAY__TOKEN: 'Hunter2' };
      const { exit, stdout, stderr } = await user.call('context check --debug', { env });
      expect(stdout).toContain(`ok       hydra          ${hydra.url} is Ory Hydra's admin API, v26.2.0.\n`);
      expect(stderr).toMatch(/^debug: GET \/admin\/clients 200 /m);
      expect({ exit, authorised }).toEqual({ exit: 0, authorised: [undefined, undefined, undefined] });
      expect(stdout + stderr).not.toContain('Hunter2');
    } finally {
      await hydra.close();
    }
  });

  it.each([
    ['context check', 'No Kratos is chosen.'],
    ['context check prod', 'There is no context "prod".'],
    ['context check prod --context test', 'Two contexts are named: prod and, by --context, test.'],
    ['context check prod --admin-url http://127.0.0.1:1', 'Give either --context or a URL, not both'],
  ])('%s is asked wrongly', async (line, message) => {
    const { exit, stderr } = await user.call(line);
    expect(stderr).toContain(`error: ${message}`);
    expect(exit).toBe(2);
  });

  it('writes to the file of -o', async () => {
    const file = join(user.home, 'check.json');
    const { exit, stdout } = await user.call(`context check ${urls()} --format json -o ${file}`);
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(bad(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('shows its requests with --debug', async () => {
    const { stderr } = await user.call(`context check ${urls()} --debug`);
    expect(stderr).toMatch(/^debug: GET \/admin\/identities 200 \d+ ms idp-[\da-z-]+$/m);
    expect(stderr).toMatch(/^debug: PATCH \/admin\/identities\/[0-9a-f-]{36} 404 \d+ ms idp-[\da-z-]+$/m);
  });

  it('is not recorded', async () => {
    await user.call(`context check ${urls()}`);
    expect(existsSync(join(user.dataFolder, 'history.db'))).toBe(false);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends at once with %s and status %i', async (signal, status) => {
    const silent = await startFakeKratos(() => undefined);
    try {
      const { exit, stdout, stderr } = await user.run(`context check --admin-url ${silent.url}`, {
        kill: { when: silent.asked, signal },
      });
      expect({ exit, stdout, stderr }).toEqual({
        exit: status,
        stdout: '',
        stderr: 'error: Interrupted before everything was answered.\n  Nothing was changed: run it again.\n',
      });
    } finally {
      await silent.close();
    }
  });

  it('is coloured on a terminal, and ends with Ctrl-C', async () => {
    const shown = openTerminal(user, `context check ${urls()}`);
    expect(await shown.ended).toBe(0);
    expect(shown.raw()).toContain('\u001B[32mok     \u001B[39m  clock');
    const silent = await startFakeKratos(() => undefined);
    try {
      const terminal = openTerminal(user, `context check --admin-url ${silent.url}`);
      await silent.asked;
      terminal.type(ctrlC);
      expect(await terminal.ended).toBe(130);
    } finally {
      await silent.close();
    }
  });
});
