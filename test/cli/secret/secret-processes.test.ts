import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerAda, startFakeKratos } from '../fake-kratos.ts';
import { main } from '../user.ts';
import { createSecretUser, sealed, type SecretUser } from './secret-user.ts';

let user: SecretUser;
beforeEach(() => (user = createSecretUser()));
afterEach(() => user.leave());

const names = async (): Promise<string[]> =>
  Object.values(JSON.parse((await user.ask('list')).stdout) as Record<string, { name: string }>).map(
    ({ name }) => name,
  );

describe('processes at once', () => {
  it('make one store between the twenty of them, and lose nothing of what they add', async () => {
    const adding = Array.from({ length: 20 }, (_, at) =>
      user.run(`secret add n${at} password#file=- --protect key-file --key-file ${user.keyFile}`, {
        stdin: `value ${at}`,
      }),
    );
    const ends = await Promise.all(adding);
    expect(ends.map(({ exit, stderr }) => ({ exit, stderr }))).toEqual(
      Array.from({ length: 20 }, () => ({ exit: 0, stderr: '' })),
    );
    expect((await names()).toSorted()).toEqual(Array.from({ length: 20 }, (_, at) => `n${at}`).toSorted());
    expect(user.audited().filter(({ event }) => event === 'secret-added')).toHaveLength(20);
    expect(readdirSync(user.storeFolder).toSorted()).toEqual(['lock.db', 'protection.json', 'store.age']);
  }, 120_000);

  it('lose no revision of one secret', async () => {
    await user.add('ada');
    const updating = Array.from({ length: 6 }, (_, at) =>
      user.run('secret update ada password#file=-', { stdin: `value ${at}` }),
    );
    expect((await Promise.all(updating)).map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0, 0]);
    const [shown] = Object.values(
      JSON.parse((await user.ask('show ada --revisions')).stdout) as Record<string, { revisions: unknown[] }>,
    );
    expect(shown?.revisions).toHaveLength(7);
  }, 120_000);
});

describe('where the store cannot be written', () => {
  it('a full disk leaves it as it was, and is told in one sentence', async () => {
    await user.add('ada');
    const before = sealed(user);
    writeFileSync(join(user.home, 'large'), 'x'.repeat(900_000));
    // What may not grow beyond a limit meets it like the end of a disk; SIGXFSZ is ignored so that write() fails.
    const limited = `trap '' XFSZ; ulimit -f 800; exec "$0" "$1" secret add large a#file=${user.home}/large`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, main], {
      env: { ...user.env, NODE_DISABLE_COMPILE_CACHE: '1' },
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error: The secret store cannot be written in .*secrets: EFBIG: .*\.\n {2}Nothing was changed\. /,
    );
    expect(sealed(user)).toEqual(before);
    expect(readdirSync(user.storeFolder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await names()).toEqual(['ada']);
  });

  it('a folder that is none is told, and nothing is noted', async () => {
    await user.add('ada');
    rmSync(user.storeFolder, { recursive: true });
    // A file where the folder should be stops the superuser too.
    writeFileSync(user.storeFolder, '');
    const { exit, outcome } = await user.ask(
      `add grace password#file=- --protect key-file --key-file ${user.keyFile}`,
      'x',
    );
    expect({ exit, code: outcome.error?.code }).toEqual({ exit: 1, code: 'storage-failed' });
    expect(user.audited()).toHaveLength(1);
  });
});

describe('a run with a stored secret', () => {
  const password = 'correct horse battery';

  it('reads it where it is granted, and never says what it holds', async () => {
    const kratos = await startFakeKratos(answerAda);
    const id = await user.add('ada', '--grant reset-password', password);
    for (const reference of ['ada', `secret:${id}`]) {
      const line = `run reset-password ada@example.com password-secret-id=${reference} --admin-url ${kratos.url} --debug --dry-run`;
      const { exit, stdout, stderr } = await user.run(line);
      expect({ exit, leaked: (stdout + stderr).includes(password) }).toEqual({ exit: 0, leaked: false });
    }
    await kratos.close();
  });

  it('is refused where it is not, with the command that would grant it', async () => {
    await user.add('ada');
    const line =
      'run reset-password ada@example.com password-secret-id=ada --admin-url http://127.0.0.1:9 --format json';
    const { exit, outcome } = await user.call(line);
    expect(exit).toBe(4);
    expect(outcome.error).toEqual({
      code: 'secret-not-granted',
      message: 'The secret ada is not granted to reset-password.',
      hint: 'Nothing was sent. Grant it: idp secret grant ada reset-password',
      details: { secret: 'ada', action: 'reset-password' },
    });
  });

  it('that another passphrase protects is locked, and the run ends before anything is sent', async () => {
    const line =
      'run reset-password ada@example.com password-secret-id=ada --admin-url http://127.0.0.1:9 --format json';
    const made = await user.run('secret add ada password#file=- --grant reset-password', {
      stdin: password,
      env: { IDP_SECRETS_PASSPHRASE: 'right one' },
    });
    expect({ exit: made.exit, stderr: made.stderr }).toEqual({ exit: 0, stderr: '' });
    const wrong = await user.run(line, { env: { IDP_SECRETS_PASSPHRASE: 'wrong one' } });
    expect({ exit: wrong.exit, message: wrong.outcome.error?.message }).toEqual({
      exit: 4,
      message: 'This passphrase does not open the secret store.',
    });
    const none = await user.run(line);
    expect({ exit: none.exit, error: none.outcome.error }).toMatchObject({
      exit: 4,
      error: {
        code: 'secret-store-locked',
        message: 'A passphrase protects the secret store, and nobody can be asked for it here.',
        hint: 'Set IDP_SECRETS_PASSPHRASE in the environment of this command.',
      },
    });
    expect(wrong.stdout + wrong.stderr).not.toContain('wrong one');
  }, 60_000);
});
