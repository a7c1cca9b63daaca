import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerAda, startFakeKratos, type FakeKratos } from './fake-kratos.ts';
import { createUser, type User } from './user.ts';

let user: User;
let kratos: FakeKratos;
beforeEach(async () => {
  user = createUser();
  kratos = await startFakeKratos(answerAda);
});
afterEach(async () => {
  user.leave();
  await kratos.close();
});

const refusal = {
  code: 'usage',
  message: 'Passwords are not taken as arguments: a shell history and a process list keep them.',
  hint: 'Store it with idp secret add ada password --grant ACTION, which asks for it (password#file=- reads it from a pipe), and pass password-secret-id=ada.',
};

describe('a password among the words is refused before anything else, and repeated nowhere', () => {
  it.each([
    ['as a pair', 'run reset-password ada password=Hunter2'],
    ['as a flag', 'run reset-password ada --password Hunter2'],
    ['as a flag with =', 'run reset-password ada --password=Hunter2'],
    ['as a flag with one dash', 'run reset-password ada -password=Hunter2'],
    ['dotted', 'run reset-password ada password.new=Hunter2'],
    ['in capitals', 'run reset-password ada PASSWORD=Hunter2'],
    ['after --', 'run reset-password ada -- password=Hunter2'],
    ['of an action that there is not', 'run no-such-action --password=Hunter2'],
    ['in the place of the action', 'run password=Hunter2'],
    ['beside other faults', 'run reset-password ada password=Hunter2 --no-such-option --timeout never'],
    ['of another command', 'show-action password=Hunter2'],
  ])('%s', async (_how, line) => {
    const { exit, stdout, stderr, outcome } = await user.call(
      `--format json --debug --admin-url ${kratos.url} ${line}`,
    );
    expect(exit).toBe(2);
    expect(outcome.error).toEqual(refusal);
    expect(outcome.operation ?? null).toBeNull();
    expect(stdout + stderr).not.toContain('Hunter2');
    expect(kratos.requests).toEqual([]);
    expect(existsSync(user.dataFolder)).toBe(false);
  });

  it.each([
    ['of an action', 'reset-password'],
    ['of an action that there is not', 'no-such-action'],
  ])('in a file of parameters %s', async (_what, action) => {
    const file = join(user.home, 'parameters.yaml');
    writeFileSync(file, 'email: ada@example.com\npassword: {value: Hunter2}\n');
    const { exit, stdout, stderr, outcome } = await user.call(
      `run ${action} --params ${file} --format json --debug --admin-url ${kratos.url}`,
    );
    expect(exit).toBe(2);
    expect(outcome.error).toEqual(refusal);
    expect(stdout + stderr).not.toContain('Hunter2');
  });
});

describe('a value that is mistyped as something else is not repeated either', () => {
  it.each([
    [
      'an unknown parameter',
      'run reset-password ada passwort=Hunter2',
      'reset-password has no parameter "passwort"',
    ],
    [
      'an unknown option',
      'run reset-password ada --passwort=Hunter2',
      'reset-password knows no option --passwort',
    ],
    ['an unknown option before the action', 'run --passwort=Hunter2 reset-password', '--passwort came first'],
    ['a pair in the place of the action', 'run passwort=Hunter2 reset-password', 'passwort came first'],
    ['an unknown option of another command', 'actions --passwort=Hunter2', "Unknown option '--passwort'"],
    ['a second bare word', 'run reset-password ada Hunter2', '2 bare words were given'],
  ])('%s', async (_what, line, said) => {
    const { exit, stdout, stderr } = await user.call(`${line} --debug`);
    expect(exit).toBe(2);
    expect(stderr).toContain(said);
    expect(stdout + stderr).not.toContain('Hunter2');
  });
});
