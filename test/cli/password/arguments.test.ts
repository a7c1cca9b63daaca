import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, type User } from '../user.ts';

let user: User;
beforeAll(() => (user = createUser()));
afterAll(() => user.leave());

const hash = '$2b$12$U4C0ZY8OG8y41F9LusfKyu3HRMBL0rCZcKBVsXhgr.n8Ou6FPhzO2';
const refusal =
  'error: One of the words is neither a file nor an option, and hashes and passwords are not taken as arguments: a shell history and a process list keep them.\n' +
  '  Leave it out to be asked for it, pipe it in with -, or name the file it is in; --help lists the options.\n';

describe('a hash or a password among the words', () => {
  it.each([
    ['inspect', hash],
    ['inspect', '-', hash],
    ['inspect', '--', hash],
    ['inspect', 'Hunter2'],
    ['inspect', 'Hunter2'.repeat(1000)],
    ['inspect', ''],
    ['inspect', '--hash', hash],
    ['inspect', `--hash=${hash}`],
    ['inspect', '--file', hash],
    ['verify', hash, 'Hunter2'],
    ['verify', '-', '-Hunter2'],
    ['verify', '--Hunter2', '-'],
    ['convert', '--from', 'crypt', hash],
    ['make', 'Hunter2'],
    ['make', '--file', 'Hunter2/Hunter2'],
  ])('is refused and repeated nowhere: %s', async (...words) => {
    const { exit, stdout, stderr } = await user.call(['password', ...words]);
    expect({ exit, stdout, stderr }).toEqual({ exit: 2, stdout: '', stderr: refusal });
  });

  it.each([
    ['convert', '--from', hash, '-'],
    ['convert', '--from', 'md5', '--salt-position', 'Hunter2', '-'],
    ['convert', '--from', 'passport', '--digest', hash, '-'],
    ['convert', '--from', 'firebase', '--hash-config', 'Hunter2', '-'],
    ['make', '--algorithm', 'Hunter2', '-'],
    ['make', '--cost', 'Hunter2', '-'],
    ['inspect', '--kratos-version', hash, '-'],
    ['verify', '--password-secret-id', 'Hunter2!', '-'],
    ['Hunter2'],
    ['verify', 'password=Hunter2'],
    ['make', '--password=Hunter2'],
  ])('is not repeated in the place of something else: %s', async (...words) => {
    const { exit, stdout, stderr } = await user.call(['password', ...words, '--format', 'json', '--debug']);
    expect(exit).toBeGreaterThan(1);
    expect(stdout + stderr).not.toMatch(/Hunter2|U4C0ZY/);
    expect(stderr).toMatch(/^error: .*\.\n {2}/);
  });

  it('leaves no trace of the user', () => {
    expect(existsSync(user.dataFolder) ? readdirSync(user.dataFolder) : []).toEqual([]);
  });
});

describe('where the lines come from', () => {
  it.each([
    ['inspect', 'No hashes are given, and nobody can be asked for them here.'],
    ['verify', 'No hashes and passwords are given, and nobody can be asked for them here.'],
    ['verify --password-secret-id ada', 'No hashes are given, and nobody can be asked for them here.'],
    ['convert', 'No hashes are given, and nobody can be asked for them here.'],
    ['make', 'No passwords are given, and nobody can be asked for them here.'],
    ['inspect - --file package.json', 'A file is named twice.'],
    [
      'make - --password-secret-id ada',
      '--password-secret-id is one password, and a file of them is named too.',
    ],
  ])('has to be said off a terminal: idp password %s', async (line, message) => {
    const { exit, stderr } = await user.call(`password ${line}`);
    expect({ exit, stderr: stderr.split('\n')[0] }).toEqual({ exit: 2, stderr: `error: ${message}` });
  });
});
