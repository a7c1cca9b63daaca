import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../../src/passwords/verify-password.ts';
import { createUser, type User } from '../user.ts';
import { linesIn } from './json-lines.ts';

let user: User;
beforeAll(() => (user = createUser()));
afterAll(() => user.leave());

describe('idp password make', () => {
  it('hashes a password a line with bcrypt of cost 12, each with a salt of its own', async () => {
    const { exit, stdout, stderr } = await user.run('password make -', {
      stdin: 'correct horse\ncorrect horse',
    });
    const hashes = stdout.trimEnd().split('\n');
    expect({ exit, stderr, form: hashes.map((hash) => /^\$2b\$12\$.{53}$/.test(hash)) }).toEqual({
      exit: 0,
      stderr: '',
      form: [true, true],
    });
    expect(hashes[0]).not.toBe(hashes[1]);
    for (const hash of hashes) expect(await verifyPassword('correct horse', hash)).toEqual({ match: true });
  });

  it('hashes with argon2id, whatever its costs and however long the password', async () => {
    const long = 'ü'.repeat(100);
    const line = 'password make - --algorithm argon2id --memory 1024 --iterations 2 --parallelism 3';
    const { stdout } = await user.call(line, { stdin: `${long}\n` });
    expect(stdout).toMatch(/^\$argon2id\$v=19\$m=1024,t=2,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}\n$/);
    expect(await verifyPassword(long, stdout.trimEnd())).toEqual({ match: true });
  });

  it('leaves an empty line where it hashes nothing, and says why', async () => {
    const stdin = `short\n\n${'x'.repeat(73)}\n${'x'.repeat(72)}\n`;
    const { exit, stdout, stderr } = await user.call('password make - --cost 4', { stdin });
    expect(stdout.split('\n').map((hash) => hash.slice(0, 7))).toEqual(['$2b$04$', '', '', '$2b$04$', '']);
    expect({ exit, stderr }).toEqual({
      exit: 6,
      stderr: [
        'Line 2: The password is empty.',
        'Line 3: The password must be at most 72 bytes long, and has 73.',
        'error: Of 4 passwords, 2 were not hashed.',
        '  Of a file, an empty line stands for each of them; --format jsonl tells the reason of every one.',
        '',
      ].join('\n'),
    });
    const lines = await user.call('password make - --cost 4 --format jsonl', { stdin });
    expect(linesIn(lines.stdout)).toEqual([
      { hash: expect.stringMatching(/^\$2b/), reason: null },
      { hash: null, reason: 'The password is empty.' },
      { hash: null, reason: 'The password must be at most 72 bytes long, and has 73.' },
      { hash: expect.stringMatching(/^\$2b/), reason: null },
    ]);
  });

  it('warns of costs that later releases of Kratos refuse, and makes the hash', async () => {
    const line = 'password make - --algorithm argon2id --memory 64 --iterations 11 --parallelism 1';
    const { exit, stdout, stderr } = await user.call(line, { stdin: 'x\n' });
    expect({ exit, form: stdout.slice(0, 28) }).toEqual({ exit: 0, form: '$argon2id$v=19$m=64,t=11,p=1' });
    expect(stderr).toMatch(
      /^warning: Releases of Kratos after v26\.2\.0 take argon2 with t from 1 to 10 only/,
    );
  });

  it.each([
    ['--cost 3', '--cost must be a whole number from 4 to 31.'],
    ['--cost 12.5', '--cost must be a whole number from 4 to 31.'],
    ['--memory 1024', '--memory, --iterations and --parallelism go with --algorithm argon2id.'],
    ['--algorithm argon2id --cost 12', '--cost goes with --algorithm bcrypt.'],
    ['--algorithm argon2id --memory 31', '--memory must be a whole number from 32 to 2097152.'],
    ['--algorithm scrypt', '--algorithm is one of bcrypt, argon2id.'],
  ])('%s is asked wrongly', async (options, message) => {
    const { exit, stderr } = await user.call(`password make - ${options}`, { stdin: 'x\n' });
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr: `error: ${message}\n  idp password make --help lists the options.\n`,
    });
  });
});
