import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createUser, type User } from '../user.ts';
import { buildProgram, type BuiltProgram } from './built-program.ts';
import { openShell, type InteractiveShell } from './interactive-shell.ts';

let built: BuiltProgram;
let user: User;
let shell: InteractiveShell;

beforeAll(() => (built = buildProgram(readFileSync('actions.yaml', 'utf8'))));
afterAll(() => built.remove());
beforeEach(() => (user = createUser()));
afterEach(async () => {
  await shell.close();
  user.leave();
});

async function completed(line: string): Promise<string> {
  shell.type(`${line}\t`);
  return shell.takeLine();
}

it('bash completes where words are not parted at = and :, and unset variables are errors', async () => {
  shell = await openShell('bash', user, built.run, 'COMP_WORDBREAKS=${COMP_WORDBREAKS//[=:]/}; set -u');
  expect(await completed('idp run reset-identity-mfa mfa-type=to')).toBe(
    'idp run reset-identity-mfa mfa-type=totp |',
  );
  expect(await completed('idp run reset-identity-mfa mfa')).toBe('idp run reset-identity-mfa mfa-type=|');
  expect(await completed('idp context use ')).toBe('idp context use |');
});

it('zsh completes from a file in a folder of fpath', async () => {
  const lines = `compdef -d idp; unfunction _idp; mkdir ~/functions; idp completion zsh > ~/functions/_idp
fpath=(~/functions $fpath); compinit -D -u`;
  shell = await openShell('zsh', user, built.run, lines);
  expect(await completed('idp run reset-identity-mfa mfa-type=to')).toBe(
    'idp run reset-identity-mfa mfa-type=totp |',
  );
  expect(await completed('idp show-a')).toBe('idp show-action |');
});

it('zsh says that compinit comes first', async () => {
  shell = await openShell('zsh', user, built.run, 'unfunction compdef; source <(idp completion zsh)');
  await shell.takeLine();
  expect(shell.everShown()).toContain(
    'idp: the completion wants compinit before it: autoload -Uz compinit && compinit',
  );
});

it.each(['zsh', 'fish'] as const)('%s says what a word is', async (name) => {
  shell = await openShell(name, user, built.run);
  shell.type('idp run list-\t');
  const about = 'Lists the sessions of an identity with device';
  await shell.waitFor(about);
  expect(shell.shown()).toMatch(new RegExp(`list-sessions[ (-]+${about}`));
});
