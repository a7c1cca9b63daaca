import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adaIdentity, answerAda, answerJson, startFakeKratos, type FakeKratos } from './fake-kratos.ts';
import { createUser, main, type User } from './user.ts';

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

const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe('history', () => {
  it('is a file of mode 0600 in a folder of mode 0700, and survives the process', async () => {
    for (const task of ['2', '4']) {
      const { outcome } = await user.run(
        `run get-identity ada@example.com --admin-url ${kratos.url} --format json`,
      );
      expect(outcome).toMatchObject({ operation: String(Number(task) - 1), task });
    }
    expect(mode(user.dataFolder)).toBe('700');
    expect(mode(join(user.dataFolder, 'history.db'))).toBe('600');
    expect(user.recorded('operations').map((row) => row['id'])).toEqual([1, 3]);
    expect(user.recorded('tasks')).toMatchObject([
      { id: 2, operation: 1, status: 'completed', identity_id: adaIdentity.id },
      { id: 4, operation: 3, status: 'completed' },
    ]);
  });

  it('has the operation and the task before the first request comes', async () => {
    const seen: unknown[] = [];
    const looking = await startFakeKratos((request, response) => {
      if (seen.length === 0) seen.push(...user.recorded('operations'), ...user.recorded('tasks'));
      answerAda(request, response);
    });
    await user.run([
      'run',
      'delete-identity',
      'ada@example.com',
      '--yes',
      '--reason',
      'left the company',
      '--admin-url',
      looking.url,
    ]);
    await looking.close();
    expect(seen).toMatchObject([
      {
        id: 1,
        action: 'delete-identity',
        effect: 'destroy',
        dry_run: 0,
        asker: expect.stringMatching(
          /^\{"user":"[^"]+","machine":"[^"]+","from":(?:null|"[^"]+"),"door":"cli","actor":null\}$/,
        ),
        host: looking.url.replace('http://', ''),
        context: null,
        reason: 'left the company',
        parameters: '{"email":"a***@e***.com"}',
        enqueued: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      },
      {
        id: 2,
        operation: 1,
        status: 'running',
        target: 'a***@e***.com',
        identity_id: null,
        changed: null,
        started: null,
        completed: null,
        error_code: null,
        error_message: null,
      },
    ]);
  });

  it('holds no secret, no recovery code and no address', async () => {
    const admin = await startFakeKratos((request, response) => {
      if (request.url === '/admin/recovery/code') {
        answerJson(response, 201, {
          recovery_code: '735911',
          recovery_link: 'http://127.0.0.1:4455/recovery?flow=f1',
          expires_at: '2030-01-01T00:00:00Z',
        });
      } else {
        answerJson(response, 201, adaIdentity);
      }
    });
    const { stdout } = await user.run([
      'run',
      'create-admin-account',
      'username=ada.lovelace',
      'email=ada@example.com',
      'name=Ada Lovelace',
      'phone-number=+441234567',
      '--admin-url',
      admin.url,
    ]);
    const withSecret = await user.run(
      `run reset-password ada@example.com password-secret-id=ada --admin-url ${kratos.url}`,
      { env: { IDP_SECRET_ADA__PASSWORD: 'correct horse battery' } },
    );
    await admin.close();
    expect(stdout).toContain('735911');
    expect(withSecret.stdout + withSecret.stderr).not.toContain('correct horse battery');
    const written = ['history.db', 'history.db-wal']
      .map((name) => join(user.dataFolder, name))
      .map((file) =>
        statSync(file, { throwIfNoEntry: false }) === undefined ? '' : readFileSync(file, 'latin1'),
      )
      .join('');
    for (const hidden of [
      '735911',
      'flow=f1',
      'ada@example.com',
      'lovelace',
      'Lovelace',
      '4412345',
      'correct horse',
    ]) {
      expect(written).not.toContain(hidden);
    }
    expect(user.recorded('operations').map((row) => row['parameters'])).toEqual([
      '{"username":"a***","email":"a***@e***.com","name":"A***","phone-number":"+***67","expires-in":"1h"}',
      '{"email":"a***@e***.com","password-secret-id":"ada"}',
    ]);
  });

  it('does not keep what is no name of a secret: it may be a password', async () => {
    const { exit, stdout, stderr } = await user.run([
      'run',
      'reset-password',
      'ada@example.com',
      'password-secret-id=Hunter2!',
      '--admin-url',
      kratos.url,
      '--format',
      'json',
      '--debug',
    ]);
    expect(exit).toBe(3);
    expect(stdout + stderr).not.toMatch(/hunter2/i);
    expect(existsSync(join(user.dataFolder, 'history.db'))).toBe(false);
  });
});

describe('where history cannot be written', () => {
  // A file where the folder should be stops the superuser too.
  beforeEach(() => {
    mkdirSync(join(user.home, '.local', 'share'), { recursive: true });
    writeFileSync(user.dataFolder, '');
  });
  afterEach(() => rmSync(user.dataFolder));

  it('a read runs, with a warning', async () => {
    const { exit, outcome, stderr } = await user.run(
      `run get-identity ada@example.com --admin-url ${kratos.url} --format json`,
    );
    expect(exit).toBe(0);
    expect(outcome).toMatchObject({ operation: null, task: null, status: 'completed' });
    expect(outcome.log[0]?.message).toMatch(/^Not recorded: History cannot be written to .*history\.db: /);
    expect(stderr).toContain('Not recorded: ');
  });

  it('the warning is given with --quiet, too', async () => {
    const line = `run get-identity ada@example.com --quiet --admin-url ${kratos.url}`;
    const { exit, stderr } = await user.run(line);
    expect(exit).toBe(0);
    expect(stderr).toMatch(/^warning: Not recorded: History cannot be written to /);
  });

  it.each(['enable-identity', 'delete-identity'])('%s is refused before anything is sent', async (action) => {
    const { exit, outcome } = await user.run(
      `run ${action} ada@example.com --yes --admin-url ${kratos.url} --format json`,
    );
    expect(exit).toBe(1);
    expect(outcome).toMatchObject({
      operation: null,
      task: null,
      status: 'failed',
      error: {
        code: 'history-unavailable',
        hint: 'Nothing was sent. Make the data folder writable, or choose another with XDG_DATA_HOME.',
      },
    });
    expect(kratos.requests).toEqual([]);
  });
});

describe('on a full disk', () => {
  it('a write is refused in one sentence, nothing is sent, and the history stays whole', async () => {
    await user.run(`run get-identity ada@example.com --admin-url ${kratos.url}`);
    // What may not grow beyond a limit meets it like the end of a disk; SIGXFSZ is ignored so that write() fails.
    const words = `run enable-identity ada@example.com --admin-url ${kratos.url} --format json`;
    const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" "$1" ${words}`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, main], {
      env: { ...user.env, NODE_DISABLE_COMPILE_CACHE: '1' },
      encoding: 'utf8',
    });
    expect(stderr).toMatch(
      /^error: History cannot be written to .*history\.db: .*\.\n {2}Nothing was sent\./,
    );
    expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', error: { code: 'history-unavailable' } });
    expect(status).toBe(1);
    expect(kratos.requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
    expect(user.recorded('operations')).toHaveLength(1);
    expect(user.recorded('tasks')).toMatchObject([{ status: 'completed' }]);
  });
});
