import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../../src/passwords/verify-password.ts';
import { createSecretUser, type SecretUser } from '../secret/secret-user.ts';
import { linesIn } from './json-lines.ts';

let user: SecretUser;
beforeEach(() => (user = createSecretUser()));
afterEach(() => user.leave());

const ssha = '{SSHA256}NINuWEgs87/sxw66l9oykb6gWAr91FFXfSt3ctlTXKRzYWx0MTIz\n';
const verify = 'password verify - --format jsonl --password-secret-id';

describe('--password-secret-id', () => {
  it('names the password that each hash is compared with', async () => {
    await user.add('ada', '--grant password', 'correct horse');
    const { exit, stdout } = await user.call(`${verify} ada`, { stdin: `${ssha}$md5$AA==\n` });
    expect(linesIn(stdout)).toEqual([
      { match: true, reason: null },
      { match: false, reason: 'passwords do not match' },
    ]);
    expect(exit).toBe(6);
  });

  it('names the password that is hashed', async () => {
    await user.add('ada', '--grant password', 'correct horse');
    const { exit, stdout } = await user.call('password make --cost 4 --password-secret-id ada');
    expect(exit).toBe(0);
    expect(await verifyPassword('correct horse', stdout.trimEnd())).toEqual({ match: true });
  });

  it.each(['verify -', 'make'])('wants a grant to password: idp password %s', async (line) => {
    await user.add('ada', '--grant reset-password', 'correct horse');
    const { exit, stderr } = await user.call(`password ${line} --password-secret-id ada`, { stdin: ssha });
    expect({ exit, stderr }).toEqual({
      exit: 4,
      stderr:
        'error: The secret ada is not granted to password, which reads passwords for idp password verify and make.\n' +
        '  Nothing was sent. Grant it: idp secret grant ada password\n',
    });
    expect((await user.call('secret grant ada password')).exit).toBe(0);
    const granted = await user.call(`password ${line} --password-secret-id ada`, { stdin: ssha });
    expect(granted.exit).toBe(0);
  });

  it('may be of the environment, unless the current context keeps it from password', async () => {
    const env = { IDP_SECRET_ADA__PASSWORD: 'correct horse' };
    expect((await user.call(`${verify} ada`, { stdin: ssha, env })).exit).toBe(0);
    mkdirSync(user.configFolder, { recursive: true });
    writeFileSync(
      join(user.configFolder, 'contexts.yaml'),
      'current: prod\ncontexts:\n  prod:\n    admin-url: http://127.0.0.1:1\n    secret-backends: {env: [connect]}\n',
    );
    const kept = await user.call(`${verify} env:ada`, { stdin: ssha, env });
    expect({ exit: kept.exit, stderr: kept.stderr }).toMatchObject({
      exit: 4,
      stderr: expect.stringContaining('may not read secrets of the backend env'),
    });
  });

  it('may hold a password that bcrypt does not take, for other hashes', async () => {
    const long = 'x'.repeat(100);
    const env = { IDP_SECRET_ADA__PASSWORD: long };
    const stdin = '{SSHA}3hI/G8HO4oCuuSGcA8AQdAHvd+Zz\n';
    const { stdout } = await user.call(`${verify} ada`, { stdin, env });
    expect(linesIn(stdout)).toEqual([{ match: true, reason: null }]);
    const made = await user.call('password make --password-secret-id ada', { env });
    expect({ exit: made.exit, stdout: made.stdout, stderr: made.stderr.split('\n')[0] }).toEqual({
      exit: 6,
      stdout: '',
      stderr: 'The password must be at most 72 bytes long, and has 100.',
    });
  });

  it('that is not there is told before anything is read', async () => {
    const { exit, stderr } = await user.call(`${verify} grace`, { stdin: ssha });
    expect(exit).toBe(3);
    expect(stderr).toMatch(/^error: There is no secret grace/);
  });
});
