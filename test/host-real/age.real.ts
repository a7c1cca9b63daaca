import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUser, type User } from '../cli/user.ts';
import { requireInstalled } from './installed.ts';

beforeAll(() => requireInstalled({ age: 'age', 'age-keygen': 'age' }));

let user: User;
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const password = 'correct horse battery';
const program = (file: string, ...args: string[]): string =>
  execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const add = (keyFile: string) =>
  user.run(`secret add ada password#file=- --protect key-file --key-file ${keyFile} --no-input`, {
    stdin: password,
  });
const storeFile = () => join(user.dataFolder, 'secrets', 'store.age');

describe('the store and age', () => {
  it('go together with a key that age-keygen made', async () => {
    const keyFile = join(user.home, 'key.txt');
    program('age-keygen', '-o', keyFile);
    expect((await add(keyFile)).exit).toBe(0);
    expect(program('age', '--decrypt', '-i', keyFile, storeFile())).toContain(password);
    const shown = await user.run('secret show ada --reveal --format json');
    expect([shown.exit, shown.stdout]).toEqual([0, expect.stringContaining(password)]);
  });

  it('go together with a key that idp made', async () => {
    const keyFile = join(user.home, 'made.txt');
    expect((await add(keyFile)).exit).toBe(0);
    expect(program('age-keygen', '-y', keyFile)).toMatch(/^age1[a-z0-9]+\n$/);
    expect(program('age', '--decrypt', '-i', keyFile, storeFile())).toContain(password);
  });
});
