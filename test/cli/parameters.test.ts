import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adaIdentity, answerAda, startFakeKratos, type FakeKratos } from './fake-kratos.ts';
import { createUser, main, wordsOf, type User } from './user.ts';

let kratos: FakeKratos;
let user: User;
beforeAll(async () => (kratos = await startFakeKratos(answerAda)));
afterAll(() => kratos.close());
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const to = () => `--admin-url ${kratos.url} --format json`;
const yaml = (text: string): string => {
  const file = join(user.home, 'parameters.yaml');
  writeFileSync(file, text);
  return file;
};

describe('the same identity', () => {
  it.each([
    'run get-identity ada@example.com',
    'run get-identity email=ada@example.com',
    'run get-identity --email ada@example.com',
    'run get-identity --email=ada@example.com',
    'run get-identity -- ada@example.com',
    `run get-identity identity-id=${adaIdentity.id.toUpperCase()}`,
    'run get-identity --string-args ada@example.com',
    '--quiet run get-identity --debug ada@example.com --no-input',
    'get ada@example.com',
    'get --email ada@example.com',
  ])('is meant by idp %s', async (line) => {
    const [first = '', ...rest] = line.split(' -- ');
    const { exit, outcome } = await user.call([first, to(), ...rest.map((tail) => `-- ${tail}`)].join(' '));
    expect(exit).toBe(0);
    expect(outcome).toMatchObject({ action: 'get-identity', results: { 'identity-id': adaIdentity.id } });
  });
});

describe('--params', () => {
  it('takes a file of YAML; pairs on the line win', async () => {
    const file = yaml('email: bob@example.com\nstate: all\n');
    const { outcome } = await user.call(`run list-sessions email=ada@example.com --params ${file} ${to()}`);
    expect(outcome.results).toEqual({ 'identity-id': adaIdentity.id, sessions: [] });
    expect(user.recorded('operations')[0]?.['parameters']).toBe('{"email":"a***@e***.com","state":"all"}');
  });

  it('takes JSON on standard input that comes late', async () => {
    const answer = join(user.home, 'answer.json');
    const child = spawn(
      process.execPath,
      [main, ...wordsOf(`run get-identity --params - ${to()} -o ${answer}`)],
      { env: user.env, stdio: ['pipe', 'inherit', 'inherit'] },
    );
    // The answer's file is opened before anything is read.
    const watcher = watch(user.home);
    await once(watcher, 'change');
    watcher.close();
    child.stdin.end('{"email": "ada@example.com"}');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('with a fault is one sentence with line and column, before anything is recorded or sent', async () => {
    const asked = kratos.requests.length;
    const file = yaml('email: ada@example.com\n  state: all\n');
    const { exit, outcome } = await user.call(`run list-sessions --params ${file} ${to()}`);
    expect(exit).toBe(2);
    expect(outcome).toMatchObject({ operation: null, error: { code: 'usage' } });
    expect(outcome.error?.message).toMatch(new RegExp(`^${file}:\\d+:\\d+: not YAML \\([a-z ]+\\)\\.$`));
    expect(kratos.requests).toHaveLength(asked);
  });
});

describe('parameters that are wrong', () => {
  it.each([
    ['run get-identity', 2, 'get-identity needs identity-id or email.'],
    ['run get-identity email=', 2, 'get-identity needs identity-id or email.'],
    ['run create-admin-account', 2, 'create-admin-account needs username, email.'],
    ['run reset-identity-mfa', 2, 'reset-identity-mfa needs identity-id or email, mfa-type.'],
    [
      'run get-identity identity-id=123',
      2,
      'identity-id is not a UUID (8-4-4-4-12 or 32 hexadecimal digits).',
    ],
    ['run get-identity EMAIL=x', 2, 'get-identity has no parameter "EMAIL"; the nearest is email.'],
    ['run get-identity pasword=x', 2, 'get-identity has no parameter "pasword"; it has identity-id, email.'],
    ['run get-identity ada emial=x', 2, 'get-identity has no parameter "emial"; the nearest is email.'],
    [
      'run reset-identity-mfa ada mfa-type=sms',
      2,
      'mfa-type must be one of totp, lookup_secret, webauthn, passkey, all.',
    ],
    ['run reset-password ada revoke-sessions=yes', 2, 'revoke-sessions must be true or false.'],
    [
      'run reset-password ada expires-in=1d',
      2,
      'expires-in must be a Go duration above zero, such as 30m or 1h30m.',
    ],
    ['run get-identit ada', 3, 'There is no action "get-identit"; the nearest is get-identity.'],
  ])(
    'idp %s exits with %i in one sentence, before anything is recorded or sent',
    async (line, status, message) => {
      const asked = kratos.requests.length;
      const { exit, outcome, stderr } = await user.call(`${line} ${to()}`);
      expect(outcome).toMatchObject({ operation: null, task: null, timing: null, status: 'failed' });
      expect(outcome.error?.message).toBe(message);
      expect(stderr).toBe(`error: ${message}\n  ${outcome.error?.hint}\n`);
      expect(exit).toBe(status);
      expect(kratos.requests).toHaveLength(asked);
    },
  );
});
