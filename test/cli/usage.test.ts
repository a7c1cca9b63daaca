import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, type User } from './user.ts';

let user: User;
beforeAll(() => (user = createUser()));
afterAll(() => user.leave());

const listOptions = 'idp --help lists the commands, idp actions what can be run.';

/** Line, sentence, hint; all of them asked wrongly. */
const wrong: readonly [string, string, string][] = [
  ['no-such-command', 'There is no command "no-such-command".', listOptions],
  ['contxt', 'There is no command "contxt"; the nearest is context.', listOptions],
  [
    '--admin-url http://127.0.0.1:1 contxt list',
    'There is no command "contxt"; the nearest is context.',
    listOptions,
  ],
  ['help no-such-command', 'There is no command "no-such-command".', listOptions],
  [
    'delete-identity ada --yes',
    'delete-identity is an action, not a command.',
    'Run it with: idp run delete-identity …',
  ],
  ['run', 'idp run needs a name after it.', 'idp actions lists the actions.'],
  ['show-action', 'idp show-action needs a name after it.', 'idp actions lists the actions.'],
  ['context use', 'idp context use needs a name after it.', 'idp context list lists the contexts.'],
  [
    'context',
    'idp context is followed by one of add, list, use, show, remove, check.',
    'idp context --help says what each of them does.',
  ],
  [
    'context rename a b',
    'idp context is followed by one of add, list, use, show, remove, check.',
    'idp context --help says what each of them does.',
  ],
  [
    'actions all',
    'idp actions was given more words than it takes.',
    'idp actions --help says what it takes.',
  ],
  [
    'actions --shcema',
    "Unknown option '--shcema'; the nearest is --schema.",
    'idp actions --help lists the options.',
  ],
  [
    'actions --format xml',
    "Option '--format <format>' argument 'xml' is invalid. Allowed choices are text, yaml, json, jsonl.",
    'idp actions --help lists the options.',
  ],
  [
    'import people.jsonl --format xml',
    "Option '--format <format>' argument 'xml' is invalid. Allowed choices are text, yaml, json, jsonl.",
    'idp run --help lists the options.',
  ],
  [
    'run get-identity ada --timeout',
    "Option '--timeout <duration>' argument missing.",
    'idp run --help lists the options.',
  ],
  [
    'run get-identity ada --dry-runn',
    'get-identity knows no option --dry-runn; the nearest is --dry-run.',
    'idp show-action get-identity lists its parameters, idp run --help the options.',
  ],
  [
    'run get-identity ada --dry-run=true',
    '--dry-run takes no value: it is on where it stands, off where it does not.',
    'idp run --help lists the options.',
  ],
  [
    'run --email=ada get-identity',
    'The name of the action stands before its parameters, and --email came first.',
    'Write it as idp run NAME …; idp actions lists the names.',
  ],
];

describe('a line that is wrong', () => {
  it.each(wrong)('idp %s', async (line, message, hint) => {
    const { exit, stdout, stderr } = await user.call(line);
    expect(stderr).toBe(`error: ${message}\n  ${hint}\n`);
    expect(stdout).toBe('');
    expect(exit).toBe(2);
  });

  it.each([
    ['--format json --no-such-option', ''],
    ['run --format json get-identity --timeout', 'get-identity'],
    ['--reason run run get-identity --no-such-option --format=json', 'get-identity'],
  ])('is one JSON document where JSON is asked for: idp %s', async (line, action) => {
    const { exit, outcome } = await user.call(line);
    expect(exit).toBe(2);
    expect(outcome).toMatchObject({
      operation: null,
      task: null,
      action,
      status: 'failed',
      results: {},
      log: [],
      timing: null,
      'dry-run': false,
      error: { code: 'usage' },
    });
  });

  it.each(['--format json show-action', 'context --format=json use', 'context list --format json --no-such'])(
    'of a command that runs no action is an error in JSON: idp %s',
    async (line) => {
      const { exit, stdout } = await user.call(line);
      expect(exit).toBe(2);
      expect(JSON.parse(stdout)).toEqual({
        error: { code: 'usage', message: expect.any(String), hint: expect.any(String) },
      });
    },
  );

  it('shows a stack trace with --debug, and none without it', async () => {
    expect((await user.call('contxt --debug')).stderr).toMatch(/^error: .*\n .*\nIdpError: .*\n {4}at /);
    expect((await user.call('contxt')).stderr).not.toContain(' at ');
  });
});
