import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ctrlC, down, enter, openTerminal } from '../terminal.ts';
import { createSecretUser, type SecretUser } from './secret-user.ts';

let user: SecretUser;
beforeEach(() => (user = createSecretUser()));
afterEach(() => user.leave());

async function revealed(name: string): Promise<unknown> {
  const { stdout } = await user.ask(`show ${name} --reveal`);
  return Object.values(JSON.parse(stdout) as Record<string, { content: unknown }>)[0]?.content;
}

describe('idp secret on a terminal', () => {
  it('asks what is to protect the store, and for each value twice, and shows none', async () => {
    const terminal = openTerminal(user, 'secret add ada password --grant reset-password');
    await terminal.answer('What is to keep its key?', `${down}${down}${enter}`);
    await terminal.answer(`key file (empty for ${join(user.configFolder, 'secrets.key')}):`, enter);
    await terminal.answer('password:', `correct horse${enter}`);
    await terminal.answer('the same once more:', `correct house${enter}`);
    await terminal.answer('The two were not the same. Type it twice again.', `correct horse${enter}`);
    await terminal.answer('the same once more:', `correct horse${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toMatch(/\nsecret:[0-9a-v]{19}[0g]\r?\n$/);
    expect(terminal.raw()).not.toMatch(/correct|horse|house/);
    expect(await revealed('ada')).toEqual({ password: 'correct horse' });
    expect(statSync(join(user.configFolder, 'secrets.key')).mode & 0o777).toBe(0o600);
  });

  it('left with Ctrl-C stores nothing, and exits with 130', async () => {
    const terminal = openTerminal(user, [
      ...'secret add ada password --protect key-file --key-file'.split(' '),
      user.keyFile,
    ]);
    await terminal.answer('password:', `correct horse${ctrlC}`);
    expect(await terminal.ended).toBe(130);
    expect(terminal.raw()).not.toContain('correct');
    expect(existsSync(join(user.storeFolder, 'store.age'))).toBe(false);
  });

  it('asks for the passphrase of a store, masked', async () => {
    const made = await user.run('secret add ada password#file=-', {
      stdin: 'x',
      env: { IDP_SECRETS_PASSPHRASE: 'pass phrase' },
    });
    expect(made.exit).toBe(0);
    const terminal = openTerminal(user, 'secret list');
    await terminal.answer('passphrase of the secret store:', `pass phrase${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain('ada');
    expect(terminal.raw()).not.toContain('phrase\r');
  }, 60_000);

  it('removes a secret when its name is typed, and nothing for any other word', async () => {
    await user.add('ada', '--grant connect');
    const declined = openTerminal(user, 'secret remove ada');
    await declined.answer(
      'This removes the secret ada with its one revision for good. It is granted to connect.',
      `yes${enter}`,
    );
    expect(await declined.ended).toBe(130);
    expect(await revealed('ada')).toEqual({ password: 'of ada' });
    const agreed = openTerminal(user, 'secret remove ada');
    await agreed.answer('Type ada to go on (empty to stop):', `ada${enter}`);
    expect(await agreed.ended).toBe(0);
    expect((await user.ask('show ada')).exit).toBe(3);
  });

  it('asks for nothing with --no-input', async () => {
    const terminal = openTerminal(user, 'secret add ada password --no-input');
    expect(await terminal.ended).toBe(2);
    expect(terminal.shown()).toContain('nobody can be asked here');
  });
});
