import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { useServers } from '../kratos/servers.ts';
import { answerAda } from './fake-kratos.ts';
import { ctrlC, openTerminal } from './terminal.ts';
import { createUser, type User } from './user.ts';

const servers = useServers();
const canary = 'c4nary-passphrase-of-ada';

let user: User;
let sandbox: Sandbox;
beforeEach(async () => {
  user = createUser();
  sandbox = await startSandbox({ database: ':memory:', bcryptCost: 4 });
  mkdirSync(user.configFolder, { recursive: true });
});
afterEach(async () => {
  user.leave();
  await sandbox.close();
});

/** Declares the backend `safe`: a program of JavaScript. */
function declareSafe(source: string, more = ''): void {
  const program = join(user.home, 'safe.mjs');
  writeFileSync(program, source);
  const command = JSON.stringify([process.execPath, program, '{name}', '{key}']);
  writeFileSync(join(user.configFolder, 'secrets.yaml'), `backends:\n  safe: {command: ${command}${more}}\n`);
}

/** Declares a program that never ends; resolves when it has begun. */
function declareHanging(): Promise<void> {
  const begun = join(user.home, 'begun');
  declareSafe(
    `import { writeFileSync } from 'node:fs';
     writeFileSync(${JSON.stringify(begun)}, '');
     setInterval(() => {}, 1e6);`,
  );
  return expect.poll(() => existsSync(begun), { timeout: 20_000 }).toBe(true);
}

function declareContext(more: string): void {
  writeFileSync(
    join(user.configFolder, 'contexts.yaml'),
    `current: prod\ncontexts: {prod: {admin-url: ${sandbox.adminUrl}, ${more}}}\n`,
  );
}

const create = (reference: string) =>
  `run create-admin-account username=ada email=ada@example.com password-secret-id=${reference} --format json`;

const at = () => `--admin-url ${sandbox.adminUrl}`;

describe('a password that a program prints', () => {
  it('becomes the password of an account, and stands nowhere else', async () => {
    declareSafe(`console.log('${canary}'); console.error('${canary}');`);
    const { exit, stdout, stderr, outcome } = await user.run(`${create('safe:ops/ada')} --debug ${at()}`);
    expect([exit, outcome.status]).toEqual([0, 'completed']);
    expect(user.recorded('operations')[0]).toMatchObject({
      parameters: expect.stringContaining('"password-secret-id":"safe:ops/ada"'),
    });
    const written = filesBelow(user.home).filter((file) => readFileSync(file).includes(canary));
    expect(written).toEqual([join(user.home, 'safe.mjs')]);
    expect(stdout + stderr).not.toContain(canary);
  });

  it('is the value of the key that is named', async () => {
    declareSafe(`console.log(JSON.stringify({ [process.argv[3]]: '${canary}' }))`);
    expect((await user.call(`${create('safe:ada#login')} ${at()}`)).exit).toBe(0);
  });

  it('is not shown where the program fails, not with --debug either', async () => {
    declareSafe(`console.log('${canary}'); console.error('${canary}'); process.exitCode = 1;`);
    const { exit, stdout, stderr, outcome } = await user.call(`${create('safe:ada')} --debug ${at()}`);
    expect(exit).toBe(3);
    expect(outcome).toMatchObject({
      operation: null,
      error: {
        code: 'secret-not-found',
        message: 'The backend safe gave nothing for ada: its program ended with exit status 1.',
      },
    });
    expect(stdout + stderr).not.toContain(canary);
  });

  it('is waited for no longer than until idp is interrupted', async () => {
    const kill = { when: declareHanging(), signal: 'SIGTERM' } as const;
    const { exit, outcome } = await user.run(`${create('safe:ada')} ${at()}`, { kill });
    expect([exit, outcome.error?.code]).toEqual([143, 'aborted']);
  });

  it('is waited for on a terminal until Ctrl-C', async () => {
    const begun = declareHanging();
    const terminal = openTerminal(user, `${create('safe:ada')} ${at()}`);
    await begun;
    terminal.type(ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(terminal.shown()).toContain('"aborted"');
  });

  it('is asked of no program that a password with a colon might name', async () => {
    declareSafe('');
    const { exit, stdout, stderr } = await user.call(`${create('hunter2:Sommer')} --debug ${at()}`);
    expect(exit).toBe(2);
    expect(stdout + stderr).not.toMatch(/hunter2|Sommer/);
  });
});

describe('a context', () => {
  it('takes its token from a program', async () => {
    const heard: (string | undefined)[] = [];
    const url = await servers.http((request, response) => {
      heard.push(request.headers.authorization);
      answerAda(request, response);
    });
    declareSafe(`process.stdout.write(process.argv[2] + '-' + process.argv[3])`);
    const added = await user.call(`context add prod --admin-url ${url} --bearer-token safe:gateway`);
    expect([added.exit, added.stderr]).toEqual([0, '']);
    expect((await user.call('run get-identity ada@example.com')).exit).toBe(0);
    expect(heard[0]).toBe('Bearer gateway-token');
  });

  it('whose token no program gives says which, and why', async () => {
    declareSafe('process.exitCode = 1');
    declareContext('bearer-token: safe:gateway#t');
    const { outcome } = await user.call('run get-identity ada@example.com --format json');
    expect(outcome.error).toMatchObject({
      code: 'secret-not-found',
      message: 'bearer-token of context prod refers to t of the secret safe:gateway, which is not there.',
      hint: expect.stringContaining(
        'The backend safe gave nothing for gateway: its program ended with exit status 1.',
      ),
    });
  });

  it('keeps actions from backends, and says which line to change', async () => {
    declareSafe(`console.log('${canary}')`);
    const added = await user.call(
      `context add prod --admin-url ${sandbox.adminUrl} --secret-backend env=connect --secret-backend safe=create-admin-account,connect`,
    );
    expect(added.exit).toBe(0);
    expect((await user.call('context show')).stdout).toContain('secret-backends\n  env\n    - connect\n');
    const refused = await user.call(create('ada'), { env: { IDP_SECRET_ADA__PASSWORD: canary } });
    expect([refused.exit, refused.outcome.error]).toEqual([
      4,
      expect.objectContaining({
        code: 'secret-not-granted',
        message: 'In the context prod, create-admin-account may not read secrets of the backend env.',
        hint: 'Nothing was sent. To allow it, put this line below secret-backends of prod in contexts.yaml: env: [connect, create-admin-account]',
      }),
    ]);
    expect((await user.call(create('safe:ada'))).exit).toBe(0);
  });

  it('says nothing of backends where a URL is given instead', async () => {
    declareContext('secret-backends: {}');
    const env = { IDP_SECRET_ADA__PASSWORD: canary };
    expect((await user.call(create('ada'), { env })).exit).toBe(4);
    expect((await user.call(`${create('ada')} ${at()}`, { env })).exit).toBe(0);
  });

  it.each([
    '--secret-backend env',
    '--secret-backend =connect',
    '--secret-backend env=a --secret-backend env=b',
  ])('is not added with %s', async (flags) => {
    const { exit, stderr } = await user.call(`context add prod --admin-url http://x ${flags}`);
    expect([exit, stderr]).toEqual([
      2,
      expect.stringContaining('--secret-backend is written BACKEND=ACTION,…'),
    ]);
  });
});

it('who needs no backend is not troubled by a secrets.yaml that is wrong', async () => {
  writeFileSync(join(user.configFolder, 'secrets.yaml'), 'backends: [');
  const env = { IDP_SECRET_ADA__PASSWORD: canary };
  expect((await user.call(`${create('ada')} ${at()}`, { env })).exit).toBe(0);
  const { exit, outcome } = await user.call(`${create('safe:ada')} ${at()}`);
  expect([exit, outcome.error?.message]).toEqual([2, expect.stringMatching(/secrets\.yaml:1:\d+: /)]);
});

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile());
