import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createUser, wordsOf, type User } from './user.ts';

const root = join(import.meta.dirname, '..', '..');
let copy: string;
let user: User;
beforeAll(() => (copy = mkdtempSync(join(tmpdir(), 'idp-copy-'))));
afterAll(() => rmSync(copy, { recursive: true }));
beforeEach(() => {
  user = createUser();
  for (const part of ['src', 'actions', 'actions.yaml', 'package.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  rmSync(join(copy, 'node_modules'), { force: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterEach(() => user.leave());

function run(line: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/main.ts', ...wordsOf(line)], {
    cwd: copy,
    env: user.env,
    encoding: 'utf8',
  });
  return { exit: status, stdout, stderr };
}

it('a broken actions.yaml is told with file, line and column, by what needs it', () => {
  const file = join(copy, 'actions.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('effect: read', 'effect: reed'));
  const line =
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('reed')) + 1;
  const told =
    `error: actions.yaml:${line}:11: action get-identity: effect must be one of read, write, destroy.\n` +
    '  Mend actions.yaml or the handler in actions/ that it names.\n';
  for (const asked of ['actions', 'show-action get-identity', 'run delete-identity ada', 'get ada']) {
    expect(run(asked)).toEqual({ exit: 1, stdout: '', stderr: told });
  }
  expect(run('context list').exit).toBe(0);
  expect(run('').exit).toBe(0);
});

it('a missing handler is told by its file', () => {
  rmSync(join(copy, 'actions', 'get-identity.ts'));
  expect(run('run get-identity ada --admin-url http://127.0.0.1:1')).toEqual({
    exit: 1,
    stdout: '',
    stderr:
      'error: actions.yaml has get-identity, but its handler actions/get-identity.ts is missing.\n' +
      '  Mend actions.yaml or the handler in actions/ that it names.\n',
  });
});
