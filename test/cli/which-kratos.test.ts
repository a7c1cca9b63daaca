import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerAda, startFakeKratos, type FakeKratos } from './fake-kratos.ts';
import { createUser, type User } from './user.ts';

let user: User;
let flag: FakeKratos;
let environment: FakeKratos;
let context: FakeKratos;

beforeAll(async () => {
  [flag, environment, context] = await Promise.all([
    startFakeKratos(answerAda),
    startFakeKratos(answerAda),
    startFakeKratos(answerAda),
  ]);
});
afterAll(() => Promise.all([flag.close(), environment.close(), context.close()]));
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const get = 'run get-identity ada@example.com --format json';
/** Host and context that history has for the last operation. */
const askedLast = () => {
  const last = user.recorded('operations').at(-1);
  return [last?.['host'], last?.['context']];
};
const contextsFile = () => join(user.configFolder, 'contexts.yaml');
const hostOf = (kratos: FakeKratos) => kratos.url.replace('http://', '');

describe('which Kratos is asked', () => {
  it('is that of a flag, else of the environment, else of the current context', async () => {
    await user.call(`context add prod --admin-url ${context.url}`);
    const env = { KRATOS_ADMIN_URL: environment.url };
    await user.call(`${get} --admin-url ${flag.url}`, { env });
    expect(askedLast()).toEqual([hostOf(flag), null]);
    await user.call(get, { env });
    expect(askedLast()).toEqual([hostOf(environment), null]);
    await user.call(get, { env: { KRATOS_ADMIN_URL: '', KRATOS_PUBLIC_URL: '' } });
    expect(askedLast()).toEqual([hostOf(context), 'prod']);
    await user.call(`${get} --context prod`, { env });
    expect(askedLast()).toEqual([hostOf(context), 'prod']);
  });

  it('where none is chosen is a usage error with the four ways to choose one', async () => {
    const { exit, outcome } = await user.call(get);
    expect(exit).toBe(2);
    expect(outcome.error).toEqual({
      code: 'usage',
      message: 'No Kratos is chosen.',
      hint: 'Give --admin-url http://127.0.0.1:4434, set KRATOS_ADMIN_URL, add a context (idp context add NAME --admin-url URL), or try the embedded one with --sandbox.',
    });
  });

  it.each([
    ['--admin-url ftp://127.0.0.1', '--admin-url is not an http or https URL.'],
    ['--admin-url 127.0.0.1:4434', '--admin-url is not an http or https URL.'],
    [
      '--admin-url http://ada:Hunter2@127.0.0.1:1',
      '--admin-url holds a user name or password; a URL is no place for secrets.',
    ],
    ['--admin-url http://127.0.0.1:1/?token=Hunter2', '--admin-url must end at the path: no ? and no #.'],
    [
      '--admin-url http://127.0.0.1:1 --context prod',
      'Give either --context or a URL, not both: they could name two servers.',
    ],
    [
      '--public-url http://127.0.0.1:1',
      '--public-url is given without --admin-url: actions go to the admin URL.',
    ],
    [
      '--sandbox --admin-url http://127.0.0.1:1',
      '--sandbox is the embedded Kratos: it goes with no URL and no --context.',
    ],
    ['--sandbox --context prod', '--sandbox is the embedded Kratos: it goes with no URL and no --context.'],
    ['--context prod', 'There is no context "prod".'],
    ['--admin-url http://127.0.0.1:1 --timeout 5', '--timeout is not a Go duration such as 30s or 1m30s.'],
    ['--admin-url http://127.0.0.1:1 --timeout 0s', '--timeout is not a Go duration such as 30s or 1m30s.'],
  ])('%s is a usage error', async (options, message) => {
    const { exit, outcome, stdout, stderr } = await user.call(`${get} ${options}`);
    expect(exit).toBe(2);
    expect(outcome.error).toMatchObject({ code: 'usage', message });
    expect(stdout + stderr).not.toContain('Hunter2');
  });
});

describe('contexts', () => {
  it('are added, listed, used, shown and removed', async () => {
    const added = await user.call(
      'context add prod --admin-url http://10.0.0.1:4434/ --public-url http://10.0.0.1:4433 --timeout 30s --admin-schema-id admin_v1 --format json',
    );
    expect(JSON.parse(added.stdout)).toEqual({ context: 'prod', current: true });
    await user.call('context add test --admin-url http://10.0.0.2:4434');
    expect((await user.call('context list')).stdout).toBe(
      '* prod  http://10.0.0.1:4434/\n  test  http://10.0.0.2:4434\n',
    );
    await user.call('context use test');
    expect(JSON.parse((await user.call('context show --format json')).stdout)).toEqual({
      context: 'test',
      current: true,
      'admin-url': 'http://10.0.0.2:4434',
    });
    expect(JSON.parse((await user.call('context show prod --format json')).stdout)).toEqual({
      context: 'prod',
      current: false,
      'admin-url': 'http://10.0.0.1:4434/',
      'public-url': 'http://10.0.0.1:4433',
      timeout: '30s',
      'admin-schema-id': 'admin_v1',
    });
    expect((statSync(contextsFile()).mode & 0o777).toString(8)).toBe('600');
    await user.call('context remove test');
    const { exit, stderr } = await user.call('context show');
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr:
        'error: There is no current context.\n  Choose one with idp context use NAME, or add one with idp context add NAME --admin-url URL.\n',
    });
  });

  it('may be none', async () => {
    expect((await user.call('context list')).stdout).toBe(
      'No contexts yet. Add one: idp context add NAME --admin-url URL\n',
    );
  });

  it('are refused where they are wrong, and the file stays as it was', async () => {
    await user.call('context add prod --admin-url http://127.0.0.1:1');
    const before = readFileSync(contextsFile(), 'utf8');
    for (const [line, message] of [
      ['context add prod --admin-url http://127.0.0.1:2', 'There is a context prod already.'],
      ['context add -- two/words --admin-url', 'idp context add was given more words than it takes.'],
      [
        'context add ü --admin-url http://127.0.0.1:2',
        'A context is named by letters, digits, dots, - and _, beginning with a letter or digit.',
      ],
      ['context add other', 'The context other needs an admin URL.'],
      [
        'context add other --admin-url nowhere',
        'The admin URL of context other is not an http or https URL.',
      ],
      [
        'context add other --admin-url http://127.0.0.1:2 --timeout soon',
        'The timeout of context other is not a Go duration such as 30s.',
      ],
      ['context use other', 'There is no context "other".'],
      ['context remove other', 'There is no context "other".'],
      ['context remove __proto__', 'There is no context "__proto__".'],
    ] as const) {
      const { exit, stderr } = await user.call(line);
      expect(stderr).toMatch(`error: ${message}\n`);
      expect(exit).toBe(2);
    }
    expect(readFileSync(contextsFile(), 'utf8')).toBe(before);
  });

  it('in a file that is no YAML are told with file, line and column', async () => {
    mkdirSync(user.configFolder, { recursive: true });
    writeFileSync(contextsFile(), 'current: prod\ncontexts:\n  prod: {admin-url: "http://127.0.0.1:1"\n');
    const { exit, stderr } = await user.call(get.replace('json', 'text'));
    expect(stderr).toMatch(new RegExp(`^error: ${contextsFile()}:4:1: .+\\.\n {2}Mend the file`));
    expect(exit).toBe(2);
  });

  it('in a file that says something else are told with what is wrong', async () => {
    mkdirSync(user.configFolder, { recursive: true });
    writeFileSync(contextsFile(), 'current: prod\ncontexts:\n  prod: {url: "http://127.0.0.1:1"}\n');
    const { exit, stderr } = await user.call('context list');
    expect(stderr).toContain(
      `${contextsFile()}:3:15: context prod has an unknown key; known are admin-url, public-url, `,
    );
    expect(exit).toBe(2);
  });
});

describe('a hint that names a command', () => {
  it('names the Kratos that was asked, in the outcome and on standard error', async () => {
    const { outcome, stderr } = await user.call(
      `run unlink-oidc-account ada@example.com credential-id=google:1 --yes --format json --admin-url ${flag.url}`,
    );
    expect(outcome.error?.hint).toContain(`idp --admin-url ${flag.url} run list-oidc-accounts `);
    expect(stderr).toContain(`idp --admin-url ${flag.url} run list-oidc-accounts `);
  });

  it('does so too where the line itself is wrong', async () => {
    const { outcome, stderr } = await user.call('run reset-identity-mfa --sandbox --format json');
    expect(outcome.error?.hint).toContain('For example: idp --sandbox run reset-identity-mfa ');
    expect(stderr).toContain('idp --sandbox run reset-identity-mfa ');
    const stray = await user.call('--context prod get-identity ada');
    expect(stray.stderr).toContain('Run it with: idp --context prod run get-identity …\n');
  });
});
