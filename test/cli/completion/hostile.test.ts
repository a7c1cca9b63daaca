import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shells } from '../../../src/edges/cli/completion/shells.ts';
import { createUser, type User } from '../user.ts';
import { buildProgram, type BuiltProgram } from './built-program.ts';
import { openShell, type InteractiveShell } from './interactive-shell.ts';

let built: BuiltProgram;
beforeAll(() => (built = buildProgram(readFileSync('actions.yaml', 'utf8'))));
afterAll(() => built.remove());

/** Each of them makes a file `obeyed` where a shell expands or runs it. */
const hostile = [
  '$(touch obeyed)',
  '`touch obeyed`',
  "'; touch obeyed; '",
  '"; touch obeyed; "',
  '; touch obeyed',
];

describe.each(shells)('a press of TAB in %s', (name) => {
  let user: User;
  let shell: InteractiveShell | undefined;

  beforeEach(() => (user = createUser()));
  afterEach(async () => {
    await shell?.close();
    user.leave();
  });

  const press = async (line: string, program = built.run): Promise<string> => {
    shell = await openShell(name, user, program);
    shell.type(`${line}\t\t`);
    return shell.takeLine();
  };
  const isObeyed = (): boolean => existsSync(join(user.home, 'obeyed'));

  it('runs nothing of what is typed', async () => {
    // Not in the last word, which zsh itself expands at TAB, whatever the command.
    const line = 'idp run $(touch obeyed) `touch obeyed` email="$(touch obeyed)" en';
    expect(await press(line)).toBe(`${line}|`);
    expect(isObeyed()).toBe(false);
  });

  it('offers no context whose name a shell would not take as it is', async () => {
    const names = [...hostile, 'two words', 'two\nlines', '~', '-x', '*', 'a&b', 'good'];
    const contexts = Object.fromEntries(names.map((one) => [one, { 'admin-url': 'http://127.0.0.1:4434' }]));
    keep(user, JSON.stringify({ contexts }));
    expect(await press('idp context use ')).toBe('idp context use good |');
    expect(isObeyed()).toBe(false);
  });

  it('runs nothing of what it is answered', async () => {
    const lines = hostile.map((text) => `${text}\t${text}\n`).join('');
    writeFileSync(join(user.home, 'answer'), `words\n${lines}%n%{\\e[31m%}:$(touch obeyed)\t%F{red}\n`);
    expect(await press('idp run ', answering('cat "$HOME/answer"'))).toMatch(/^idp run /);
    expect(isObeyed()).toBe(false);
  });

  it.each([
    ['contexts.yaml is malformed', (): string => built.run],
    ['idp fails', () => answering('echo error: oh no >&2; exit 1')],
    ['idp is older than this', () => answering('echo an answer')],
    ['idp says nothing', () => answering('exit 0')],
  ])('leaves the line as it is, without a word, where %s', async (_what, program) => {
    keep(user, 'contexts: {oh no');
    expect(await press('idp context use ', program())).toBe('idp context use |');
    expect(shell?.everShown()).not.toMatch(/error|oh no|answer/);
  });

  it('leaves the line as it is, without a word, where idp is gone', async () => {
    shell = await openShell(name, user, built.run);
    rmSync(join(user.home, 'bin', 'idp'));
    shell.type('idp context use \t\t');
    expect(await shell.takeLine()).toBe('idp context use |');
    expect(shell.everShown()).not.toMatch(/not found|[Uu]nknown|error/);
  });
});

/** An idp that prints its script, and answers a TAB with what this line of a shell script prints. */
const answering = (answer: string): string =>
  `case " $* " in *' --answer '*) ${answer} ;; *) ${built.run} ;; esac`;

function keep(user: User, contexts: string): void {
  mkdirSync(user.configFolder, { recursive: true });
  writeFileSync(join(user.configFolder, 'contexts.yaml'), contexts);
}
