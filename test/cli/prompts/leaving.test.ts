import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerAda, startFakeKratos, type FakeKratos } from '../fake-kratos.ts';
import { ctrlC, ctrlD, ctrlZ, down, enter, openTerminal, type Terminal } from '../terminal.ts';
import { createUser, type User } from '../user.ts';

let kratos: FakeKratos;
let user: User;
beforeEach(async () => {
  user = createUser();
  kratos = await startFakeKratos(answerAda);
});
afterEach(async () => {
  user.leave();
  await kratos.close();
});

type Step = readonly [string, string];
const toTypedPassword: Step[] = [
  ['❯ none: make', down],
  ['❯ another secret', down],
  ['❯ a password', enter],
];

/** Each kind of prompt: the line that leads to it, the answers before it, and what it shows. */
const kinds: [string, string, Step[], string][] = [
  ['a list to choose the action from', '', [], 'action:'],
  ['a search', 'run reset-password', [], 'Searching starts'],
  ['a line', 'run create-admin-account email=a@example.com', [], 'username:'],
  ['a choice', 'run reset-identity-mfa ada@example.com', [], '❯ totp'],
  ['a masked line', 'run reset-password ada@example.com', toTypedPassword, 'new password:'],
  [
    'a masked line once more',
    'run reset-password ada@example.com',
    [...toTypedPassword, ['new password:', `secret${enter}`]],
    'the same once more:',
  ],
];

/** At the prompt, in a shell that afterwards tells its exit status and how the terminal was left. */
async function atPrompt(line: string, steps: readonly Step[], prompt: string): Promise<Terminal> {
  const terminal = openTerminal(user, `${line} --admin-url ${kratos.url}`, {}, '', {
    after: 'echo "exit $?"; stty -a',
  });
  for (const [text, keys] of steps) await terminal.answer(text, keys);
  await terminal.answer(prompt, '');
  return terminal;
}

async function expectLeftCleanly(terminal: Terminal, exit: number): Promise<void> {
  await terminal.ended;
  expect(terminal.shown()).toContain(`exit ${exit}\r\n`);
  // Cooked and echoing again; the cursor, wherever it was hidden, shown last.
  expect(terminal.shown()).toMatch(/[^-]icanon\b/);
  expect(terminal.shown()).toMatch(/[^-]echo\b/);
  expect(terminal.raw().lastIndexOf('\u001B[?25h')).toBeGreaterThan(
    terminal.raw().lastIndexOf('\u001B[?25l'),
  );
  expect(kratos.requests).toEqual([]);
  expect(() => user.recorded('operations')).toThrow(/unable to open/);
}

describe.each(kinds)('%s', (_kind, line, steps, prompt) => {
  it.each([
    ['Ctrl-C', ctrlC],
    ['Ctrl-D', ctrlD],
  ])('is left at %s with 130: nothing is recorded or sent', async (_key, keys) => {
    const terminal = await atPrompt(line, steps, prompt);
    terminal.type(keys);
    await expectLeftCleanly(terminal, 130);
    expect(terminal.shown()).toContain(
      'error: Stopped at a prompt.\r\n  Nothing was recorded, sent or changed.\r\n',
    );
    expect(terminal.shown()).not.toContain('The same without questions');
  });
});

describe.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s at a prompt', (signal, exit) => {
  it.each(kinds.slice(0, 5))(
    'ends %s with its status: nothing is recorded or sent',
    async (_kind, line, steps, prompt) => {
      const terminal = openTerminal(user, `${line} --admin-url ${kratos.url}`);
      for (const [text, keys] of steps) await terminal.answer(text, keys);
      await terminal.waitFor(prompt);
      process.kill(terminal.pid, signal);
      expect(await terminal.ended).toBe(exit);
      expect(terminal.shown()).toContain('error: Interrupted before anything was sent.');
      expect(terminal.raw().lastIndexOf('\u001B[?25h')).toBeGreaterThan(
        terminal.raw().lastIndexOf('\u001B[?25l'),
      );
      expect(kratos.requests).toEqual([]);
      expect(() => user.recorded('operations')).toThrow(/unable to open/);
    },
  );
});

describe('what is stopped by Ctrl-Z at a prompt and continued', () => {
  it.each([
    ['is taken up where it stood', enter, '✔ User name'],
    ['is left at Ctrl-D', `\u007F${ctrlD}`, 'error: Stopped at a prompt.'],
  ])('%s', async (_what, keys, shown) => {
    // In a shell with job control, which continues it at once.
    const terminal = openTerminal(
      user,
      `run create-admin-account email=a@example.com password-secret-id=none --admin-url ${kratos.url}`,
      {},
      '',
      { before: 'set -m;', after: 'echo going on; fg' },
    );
    await terminal.answer('username:', ctrlZ);
    await terminal.answer('going on', 'a');
    await terminal.answer('username: a', keys);
    await terminal.waitFor(shown);
    // No key is needed to end it.
    await terminal.ended;
    expect(kratos.requests).toEqual([]);
  });
});

it('what is left at a prompt answers as one document of status cancelled', async () => {
  const terminal = openTerminal(user, `run create-admin-account --format json --admin-url ${kratos.url}`);
  await terminal.answer('username:', ctrlC);
  expect(await terminal.ended).toBe(130);
  const document = /\{[^]*\n\}/.exec(terminal.shown())?.[0] ?? '';
  expect(JSON.parse(document)).toMatchObject({
    operation: null,
    action: 'create-admin-account',
    status: 'cancelled',
    error: { code: 'cancelled' },
  });
});
