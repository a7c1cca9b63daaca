import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSandbox, type RunningSandbox } from '../../sandbox/running-sandbox.ts';
import { ctrlC, ctrlD, enter, openTerminal, type Terminal } from '../terminal.ts';
import { createUser, type User } from '../user.ts';

let kratos: RunningSandbox;
let user: User;
let id: string;
beforeEach(async () => {
  kratos = await runSandbox();
  user = createUser();
  id = await kratos.createIdentity('ada@example.com');
});
afterEach(async () => {
  user.leave();
  await kratos.close();
});

const open = (line: string, after = ''): Terminal =>
  openTerminal(user, `${line} --admin-url ${kratos.adminUrl}`, { TERM: 'dumb' }, '', { after });

const choices = [
  'Secret whose key password holds the new password; without it a recovery code is made.',
  '  1. none: make a recovery code',
  '  2. another secret, by its name or id',
  '  3. a password typed now',
  'password-secret-id: number (Enter: none: make a recovery code) ',
].join('\r\n');

describe('on a terminal that can only write line below line', () => {
  it('everything is asked for in lines, choices by number, and no cursor is moved', async () => {
    const terminal = open('');
    await terminal.answer('action: ', `reset-pass${enter}`);
    await terminal.answer(
      '  1. reset-password                write\r\nnumber (Enter: 1), or another text: ',
      enter,
    );
    await terminal.answer('identity: ', `AD${enter}`);
    await terminal.answer(
      `  2. ada@example.com  active  ${id}\r\nnumber (Enter: 1), or another text: `,
      `2${enter}`,
    );
    await terminal.answer(choices, `4${enter}`);
    await terminal.answer('> Type a number from 1 to 3.', `3${enter}`);
    await terminal.answer('new password: ', enter);
    await terminal.answer('> The password is empty.', `pass worde\u007Fé 42${enter}`);
    await terminal.answer('the same once more: ', `pass wordé 42${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.raw()).not.toContain('\u001B');
    expect(terminal.raw()).not.toContain('wordé');
    expect((await kratos.login('ada@example.com', 'pass wordé 42')).status).toBe(200);
  });

  it('what was typed is taken at Enter, and another text looks again', async () => {
    const terminal = open('run get-identity');
    await terminal.answer('identity: ', `bob${enter}`);
    await terminal.answer('  No identifier begins so.\r\n  1. bob  exactly this', `ada@example.com${enter}`);
    await terminal.answer('  1. ada@example.com  exactly this', enter);
    expect(await terminal.ended).toBe(0);
  });

  it.each([
    ['Ctrl-C at a line', 'run create-admin-account', [], 'username: ', ctrlC],
    ['Ctrl-D at a line', 'run create-admin-account', [], 'username: ', ctrlD],
    ['Ctrl-C at a choice', 'run reset-identity-mfa ada', [], 'mfa-type: number', ctrlC],
    ['Ctrl-C at a hidden line', 'run reset-password ada', ['3'], 'new password: ', ctrlC],
    ['Ctrl-D at a hidden line', 'run reset-password ada', ['3'], 'new password: ', ctrlD],
  ] as const)('%s ends it with 130, the terminal as it was', async (_what, line, before, prompt, keys) => {
    const terminal = open(line, 'echo "exit $?"; stty -a');
    for (const number of before) await terminal.answer('number (Enter', `${number}${enter}`);
    await terminal.answer(prompt, keys);
    await terminal.waitFor('exit 130');
    await terminal.ended;
    expect(terminal.shown()).toMatch(/[^-]icanon\b/);
    expect(terminal.shown()).toMatch(/[^-]echo\b/);
    expect(() => user.recorded('operations')).toThrow(/unable to open/);
  });

  it('SIGTERM at a hidden line ends it with 143', async () => {
    const terminal = open('run reset-password ada');
    await terminal.answer('number (Enter', `3${enter}`);
    await terminal.waitFor('new password: ');
    process.kill(terminal.pid, 'SIGTERM');
    expect(await terminal.ended).toBe(143);
  });

  it('a destroy is confirmed in a line', async () => {
    const terminal = open('run delete-identity ada@example.com');
    await terminal.answer('Type the address or the id', `ada@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.raw()).not.toContain('\u001B');
  });
});
