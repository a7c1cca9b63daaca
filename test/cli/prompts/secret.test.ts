import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSandbox, type RunningSandbox } from '../../sandbox/running-sandbox.ts';
import { ctrlC, down, enter, openTerminal, type Terminal } from '../terminal.ts';
import { createUser, type User } from '../user.ts';

let kratos: RunningSandbox;
let user: User;
beforeEach(async () => {
  kratos = await runSandbox();
  user = createUser();
  await kratos.createIdentity('ada@example.com');
});
afterEach(async () => {
  user.leave();
  await kratos.close();
});

const env = { IDP_SECRET_FOR_ADA__PASSWORD: 'a granted battery 1', IDP_SECRET_OTHER__PASSWORD: 'x' };

const resetPassword = (): Terminal =>
  openTerminal(user, `run reset-password ada@example.com --admin-url ${kratos.adminUrl}`, env);

/** Points at the choice and takes it. */
async function choose(terminal: Terminal, choice: string): Promise<void> {
  const order = [
    'none: make a recovery code',
    'the secret for-ada',
    'the secret other',
    'another secret',
    'a password typed now',
  ];
  for (const [at, one] of order.entries()) {
    if (one === choice) return terminal.answer(`❯ ${one}`, enter);
    await terminal.answer(`❯ ${order[at]}`, down);
  }
}

const logsInWith = async (password: string): Promise<boolean> =>
  (await kratos.login('ada@example.com', password)).status === 200;

const recordedParameters = () => String(user.recorded('operations')[0]?.['parameters']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => statSync(file).isFile());
}

describe('password-secret-id, left out on a terminal', () => {
  it('is a recovery code at Enter, as in a pipe', async () => {
    const terminal = resetPassword();
    await terminal.answer('❯ none: make a recovery code', enter);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain('recovery-code');
  });

  it('may be one of the secrets that the action may read', async () => {
    const terminal = resetPassword();
    await choose(terminal, 'the secret for-ada');
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(`--admin-url ${kratos.adminUrl} password-secret-id=for-ada\r\n`);
    expect(await logsInWith('a granted battery 1')).toBe(true);
  });

  it('may be a secret of the encrypted store, once its passphrase is typed', async () => {
    const added = await user.run('secret add stored password#file=- --grant reset-password', {
      stdin: 'a stored battery 2',
      env: { IDP_SECRETS_PASSPHRASE: 'pass phrase' },
    });
    expect(added.exit).toBe(0);
    const terminal = openTerminal(user, `run reset-password ada@example.com --admin-url ${kratos.adminUrl}`);
    await terminal.answer('❯ none: make a recovery code', down);
    await terminal.answer('Its passphrase is asked for.', enter);
    await terminal.answer('passphrase of the secret store:', `another${enter}`);
    await terminal.answer('❯ none: make a recovery code', down);
    await terminal.answer('This passphrase does not open the secret store.', enter);
    await terminal.answer('passphrase of the secret store:', `pass phrase${enter}`);
    await terminal.answer('❯ none: make a recovery code', down);
    await terminal.answer('❯ the secret stored', enter);
    expect(await terminal.ended).toBe(0);
    expect(terminal.raw()).not.toMatch(/pass phrase|battery/);
    expect(await logsInWith('a stored battery 2')).toBe(true);
  }, 60_000);

  it('may be another secret by its name; a value in its place is refused and repeated nowhere', async () => {
    const terminal = resetPassword();
    await choose(terminal, 'another secret');
    await terminal.answer('name or id of the secret:', `for-ada!${enter}`);
    await terminal.answer('its name is wanted, never its value.', `\u007F${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(await logsInWith('a granted battery 1')).toBe(true);
  });

  it('may be a password typed now: masked, twice, mended until it is one and the same', async () => {
    const terminal = resetPassword();
    await choose(terminal, 'a password typed now');
    await terminal.answer('new password:', enter);
    await terminal.answer('> The password is empty.', `${'é'.repeat(37)}${enter}`);
    await terminal.answer('> The password is longer than the 72 bytes', '\u0015');
    await terminal.answer('new password:', `päss wörd 42!${enter}`);
    await terminal.answer('the same once more:', `päss wörd 43!${enter}`);
    await terminal.answer('The two were not the same. Type it twice again.', `päss wörd 42!${enter}`);
    await terminal.answer('the same once more:', `päss wörd 42!${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(await logsInWith('päss wörd 42!')).toBe(true);
    expect(terminal.shown()).toContain(
      `password-secret-id=NAME\r\n  NAME is a secret to be: idp secret add NAME password asks for its password.\r\n`,
    );
    expect(recordedParameters()).toContain('"password-secret-id":"(typed at a prompt)"');
    expect(terminal.raw()).not.toContain('wörd');
    const holding = filesBelow(user.home).filter((file) => readFileSync(file).includes('wörd'));
    expect(holding).toEqual([]);
  });

  it.each(['new password:', 'the same once more:'])('is left at Ctrl-C at %s', async (prompt) => {
    const terminal = resetPassword();
    await choose(terminal, 'a password typed now');
    if (prompt !== 'new password:') await terminal.answer('new password:', `correct horse${enter}`);
    await terminal.answer(prompt, ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(() => user.recorded('operations')).toThrow(/unable to open/);
    expect(terminal.raw()).not.toContain('horse');
  });

  it('is asked for without a word of recovery where a password was to be set in a dry run, too', async () => {
    const terminal = openTerminal(
      user,
      `run reset-password ada@example.com --dry-run --format json --admin-url ${kratos.adminUrl}`,
      env,
    );
    await choose(terminal, 'a password typed now');
    await terminal.answer('new password:', `correct horse${enter}`);
    await terminal.answer('the same once more:', `correct horse${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain('"hashed_password": "[secret]"');
    expect(await logsInWith('correct horse')).toBe(false);
  });
});
