import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, watch, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUser, main, wordsOf, type User } from './user.ts';

let user: User;
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const anyPorts = 'sandbox --port 0 --public-port 0';

describe('idp sandbox --seed', () => {
  it('prints the URLs when everybody is there, and on standard error how to have the same people again', async () => {
    const { people, stderr } = await serve('--memory --seed 30 --random-seed 12345');
    expect(people).toHaveLength(30);
    expect(stderr).toBe(
      'seeded 30 people (random seed 12345; repeat with --seed 30 --random-seed 12345), password sandbox-password\n',
    );
  });

  it('makes up other people each time', async () => {
    const [one, other] = await Promise.all([serve('--memory --seed 1'), serve('--memory --seed 1')]);
    expect(one.stderr).toMatch(
      /^seeded 1 person \(random seed (\d+); repeat with --seed 1 --random-seed \1\)/,
    );
    expect(one.stderr).not.toBe(other.stderr);
  });

  it('takes a file, also one whose name is a number when it is written as a path', async () => {
    const file = join(user.home, '5');
    writeFileSync(file, '{"traits": {"email": "ada@example.com"}}\n');
    const { people, stderr } = await serve(`--memory --seed ${file}`);
    expect(people).toMatchObject([{ traits: { email: 'ada@example.com' } }]);
    expect(stderr).toBe(`seeded 1 identity of ${file}\n`);
  });

  it('takes standard input', async () => {
    const { people, stderr } = await serve('--memory --seed -', '- traits: {email: ada@example.com}\n');
    expect(stderr).toBe('seeded 1 identity of standard input\n');
    expect(people).toMatchObject([{ traits: { email: 'ada@example.com' } }]);
  });

  it('fits the schemas of --schema, and names the one that nobody can be made up for', async () => {
    const file = join(user.home, 'person.json');
    const code = { type: 'string', pattern: '^(?=a)b$' };
    const traits = { type: 'object', properties: { code }, required: ['code'] };
    writeFileSync(file, JSON.stringify({ type: 'object', properties: { traits } }));
    const { exit, stderr, stdout } = await user.call(`${anyPorts} --memory --schema person=${file} --seed 1`);
    expect(stderr).toMatch(
      /^error: Nobody can be made up for the schema "person" because of its trait code: .*\n {2}docs\/sandbox\.md says/,
    );
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  });

  it('tells every bad row of a file, keeps none of it, and exits with 2', async () => {
    const file = join(user.home, 'people.jsonl');
    writeFileSync(
      file,
      '{"traits":{"email":"ada@example.com"}}\n{"traits":{}}\n{"trait\u0007s":{}}\n{"traits"\n',
    );
    const line = `${anyPorts} --data-dir ${user.home} --seed ${file}`;
    const { exit, stderr, stdout } = await user.call(line);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^people\.jsonl:2: I\[#\/traits\] .*missing properties: "email"$/),
      'people.jsonl:3: not JSON',
      'people.jsonl:4: not JSON',
      'error: 3 identities of the seed cannot be created, so none was.',
      expect.stringContaining('docs/sandbox.md'),
      '',
    ]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect((await serve(`--data-dir ${user.home}`)).people).toEqual([]);
  });

  it('tells a hundred bad rows, and how many more there are', async () => {
    const file = join(user.home, 'people.jsonl');
    writeFileSync(file, '{}\n'.repeat(1002));
    const { stderr } = await user.call(`${anyPorts} --memory --seed ${file}`);
    expect(stderr.split('\n').slice(99, 102)).toEqual([
      expect.stringContaining('people.jsonl:100: '),
      '… and 902 more',
      'error: 1002 identities of the seed cannot be created, so none was.',
    ]);
  });

  it('seeds nothing when a port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { exit, stderr } = await user.call(
      `sandbox --port ${port} --public-port 0 --data-dir ${user.home} --seed 10`,
    );
    taken.close();
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^error: Port \d+ of 127\.0\.0\.1 is taken\.\n/);
    expect((await serve(`--data-dir ${user.home}`)).people).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is undone by %s, with exit %i', async (signal, status) => {
    const folder = join(user.home, 'data');
    mkdirSync(folder);
    const made = Promise.withResolvers<void>();
    const watcher = watch(folder, () => made.resolve());
    const { exit, stderr, stdout } = await user.run(`${anyPorts} --data-dir ${folder} --seed -`, {
      stdin: { open: true },
      kill: { when: made.promise, signal },
    });
    watcher.close();
    expect({ exit, stdout }).toEqual({ exit: status, stdout: '' });
    expect(stderr).toBe(
      'error: Interrupted while it was being seeded.\n  Nothing of the seed was kept: run it again.\n',
    );
  });

  it.each([
    ['--seed -5', '--seed must be a whole number from 0 to 1000000 or the name of a file.'],
    ['--seed 1e9', '--seed must be a whole number from 0 to 1000000 or the name of a file.'],
    ['--seed 1000000000', '--seed must be a whole number from 0 to 1000000 or the name of a file.'],
    ['--seed 1.5', '--seed must be a whole number from 0 to 1000000 or the name of a file.'],
    ['--seed=', '--seed needs a file of identities or a number of people.'],
    ['--random-seed 1', '--seed needs a file of identities or a number of people.'],
    ['--seed people.json --random-seed 1', '--random-seed goes with a number of people, not with a file.'],
    ['--seed 5 --random-seed x', '--random-seed must be a whole number from 0 to 4294967295.'],
    [
      '--seed nothing.json',
      "The seed nothing.json cannot be read: ENOENT: no such file or directory, open 'nothing.json'.",
    ],
    ['--seed /', 'The seed / cannot be read: EISDIR: illegal operation on a directory, read.'],
    ['--seed /dev/null', 'The seed /dev/null is empty.'],
  ])('%s is a usage error', async (options, message) => {
    const { exit, stderr, stdout } = await user.call(`${anyPorts} --memory ${options}`);
    expect(stderr).toContain(`error: ${message}\n`);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  });
});

/** Who is there when the URLs are printed, and what standard error said until the end. */
async function serve(options: string, stdin = ''): Promise<{ people: unknown[]; stderr: string }> {
  const child = spawn(process.execPath, [main, ...wordsOf(`${anyPorts} ${options}`)], {
    env: user.env,
    stdio: 'pipe',
  });
  child.stdin.end(stdin);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = once(child, 'close');
  let stdout = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    stdout += String(text);
    if (/^http.*\nhttp.*\n$/.test(stdout)) break;
  }
  const answer = await fetch(`${stdout.split('\n')[0]}/admin/identities`);
  const people = (await answer.json()) as unknown[];
  child.kill();
  await closed;
  return { people, stderr };
}
