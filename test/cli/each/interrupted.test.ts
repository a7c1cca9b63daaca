import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { startCountingKratos, type CountingKratos } from '../crash/counting-kratos.ts';
import { ctrlC, openTerminal } from '../terminal.ts';
import { createUser, type Ended, type User } from '../user.ts';
import { writeIds } from './people-to-disable.ts';

let kratos: KratosUnderTest;
let counting: CountingKratos;
let user: User;

beforeEach(async () => {
  user = createUser();
  kratos = await startEmbedded();
  counting = await startCountingKratos(kratos.adminUrl);
});
afterEach(async () => {
  user.leave();
  await counting.close();
  await kratos.stop();
});

const idp = (line: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  user.run(line, { cwd: user.home, env });

/** Thirty are disabled one by one; at the twentieth request the signal comes. */
async function interruptedRun(signal: NodeJS.Signals): Promise<{ ids: readonly string[]; ended: Ended }> {
  const ids = await writeIds(user, kratos, 30);
  const { promise, resolve } = Promise.withResolvers<void>();
  counting.at(20, 'asked', resolve);
  const ended = await user.run(
    `run disable-identity --each ids --yes --expect 30 --concurrency 1 --admin-url ${counting.url} --format json`,
    { cwd: user.home, kill: { when: promise, signal } },
  );
  return { ids, ended };
}

const written = (ids: readonly string[]): number[] =>
  ids.map((id) => counting.passedOn('PATCH').get(`/admin/identities/${id}`) ?? 0);

describe('a run over many that is interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s ends with exit %i, and says how to take it up', async (signal, exit) => {
    const { ended } = await interruptedRun(signal);
    expect(ended.exit).toBe(exit);
    expect(ended.outcome).toMatchObject({
      operation: '1',
      status: 'aborted',
      error: { code: 'aborted', hint: 'Take it up with idp resume 1.' },
    });
    expect(ended.stderr).toContain('  Take it up with idp resume 1.\n');
  });

  it('is taken up where it was left, on the same Kratos, with the consent that it wants', async () => {
    const { ids, ended } = await interruptedRun('SIGTERM');
    // Each takes three requests: of the seventh, the write was on its way.
    expect(ended.outcome.results).toMatchObject({ completed: 6, aborted: 24, uncertain: 1 });
    const unsure = await idp('resume 1 --format json');
    expect(unsure.outcome.error?.code).toBe('confirmation-required');
    const resumed = await idp('resume 1 --yes --expect 23 --format json');
    expect(resumed.outcome).toMatchObject({
      operation: '1',
      action: 'disable-identity',
      results: { targets: 23, completed: 23, changed: 23, uncertain: 1 },
      error: { code: 'partial', hint: expect.stringContaining('idp resume 1 --include-uncertain') },
    });
    expect(resumed.exit).toBe(6);
    expect(resumed.stderr).toContain('whether it was done is not known');
    const last = await idp('resume 1 --include-uncertain --yes --expect 1 --format json');
    expect(last.exit).toBe(0);
    expect(written(ids)).toEqual(ids.map(() => 1));
    expect(readdirSync(join(user.dataFolder, 'operations'))).toEqual([]);
    const over = await idp('resume 1 --yes --format json');
    expect({ exit: over.exit, code: over.outcome.error?.code }).toEqual({ exit: 5, code: 'task-ended' });
  });

  it('is not taken up where its working file is gone, which is said', async () => {
    await interruptedRun('SIGTERM');
    rmSync(join(user.dataFolder, 'operations'), { recursive: true });
    const { exit, outcome } = await idp('resume 1 --format json');
    expect({ exit, message: outcome.error?.message }).toEqual({
      exit: 1,
      message: 'Operation 1 has 24 left, and its working file, which says whom they are about, is gone.',
    });
  });

  it('is not taken up at another Kratos', async () => {
    await interruptedRun('SIGTERM');
    const before = counting.seen();
    const other = await idp(`resume 1 --yes --expect 1 --admin-url ${kratos.adminUrl} --format json`);
    expect({ exit: other.exit, code: other.outcome.error?.code }).toEqual({ exit: 2, code: 'usage' });
    expect(other.outcome.error?.message).toMatch(
      /^Operation 1 was for 127\.0\.0\.1:\d+ \(no context\), and this/,
    );
    expect(counting.seen()).toBe(before);
  });

  it('is not taken up by another idp while it runs', async () => {
    await writeIds(user, kratos, 3);
    let second: Promise<Ended> | undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    counting.at(1, 'asked', () => {
      second = idp('resume 1 --yes --expect 3 --format json');
      void second.then(() => resolve());
    });
    const slow = user.run(
      `run disable-identity --each ids --yes --expect 3 --rate 1 --admin-url ${counting.url}`,
      { cwd: user.home, kill: { when: promise, signal: 'SIGTERM' } },
    );
    await slow;
    const { exit, outcome } = (await second) ?? { exit: null, outcome: undefined };
    expect({ exit, code: outcome?.error?.code }).toEqual({ exit: 5, code: 'task-ended' });
  });

  it('of Ctrl-C on a terminal leaves a clean line', async () => {
    await writeIds(user, kratos, 30);
    const { promise, resolve } = Promise.withResolvers<void>();
    counting.at(20, 'asked', resolve);
    const terminal = openTerminal(
      user,
      `run disable-identity --each ${join(user.home, 'ids')} --yes --expect 30 --concurrency 1 --admin-url ${counting.url} -o ${join(user.home, 'answer')}`,
    );
    await promise;
    terminal.type(ctrlC);
    expect(await terminal.ended).toBe(130);
    const [, last = ''] = terminal.raw().split('\u001B[1G\u001B[2K');
    expect(last).toContain('Interrupted: ');
    expect(last).toContain('  Take it up with idp resume 1.\r\n');
    expect(last).not.toContain('[==');
  });
});

describe('a run over many in the embedded Kratos', () => {
  it('is taken up there without a word', async () => {
    const made = await idp(
      '--sandbox run create-admin-account username=ada email=ada@example.com --format json',
    );
    expect(made.exit).toBe(0);
    const first = await user.run(
      '--sandbox run enable-identity --each - --concurrency 1 --max-failures 1 --quiet',
      {
        cwd: user.home,
        stdin: 'nobody@example.com\nada@example.com\n',
      },
    );
    expect(first.exit).toBe(6);
    const resumed = await idp('resume 3 --format json', { KRATOS_ADMIN_URL: 'http://127.0.0.1:1' });
    expect(resumed.outcome).toMatchObject({ results: { targets: 1, completed: 1 } });
  });
});

describe('undoing at a Kratos that was named by a URL', () => {
  it('wants that URL again, and says which host is meant, also where another one is at hand', async () => {
    const [id = ''] = await writeIds(user, kratos, 1);
    await idp(`run disable-identity ${id} --yes --admin-url ${kratos.adminUrl}`);
    const { host, port } = new URL(kratos.adminUrl);
    const wanted = `--admin-url with the URL of ${host}`;
    const bare = await idp('undo 1 --yes --format json');
    expect({ exit: bare.exit, message: bare.outcome.error?.message }).toEqual({
      exit: 2,
      message: `Operation 1 was for ${host}, named by a URL, which history does not keep: give ${wanted}.`,
    });
    await idp('context add other --admin-url http://127.0.0.1:1');
    expect((await idp('undo 1 --yes --format json')).outcome.error?.message).toContain(wanted);
    const other = await idp(`undo 1 --yes --format json --admin-url http://localhost:${port}`);
    expect(other.outcome.error).toMatchObject({ code: 'usage', hint: expect.stringContaining(wanted) });
    const right = await idp('undo 1 --yes --format json', { KRATOS_ADMIN_URL: kratos.adminUrl });
    expect(right.exit).toBe(0);
  });
});

describe('an operation that there never was', () => {
  it.each(['resume', 'undo'])('is operation-not-found to idp %s', async (command) => {
    const { exit, outcome } = await idp(`${command} 7 --format json`);
    expect({ exit, code: outcome.error?.code }).toEqual({ exit: 3, code: 'operation-not-found' });
    expect(existsSync(user.dataFolder)).toBe(false);
  });

  it.each(['resume', 'undo'])('is wanted by idp %s with nothing after it', async (command) => {
    const { exit, stderr } = await idp(command);
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr: expect.stringContaining(`idp ${command} needs an operation ID after it.\n  idp operations`),
    });
  });
});
