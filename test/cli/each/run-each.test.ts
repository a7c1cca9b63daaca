import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { answerAda, startFakeKratos, type FakeKratos } from '../fake-kratos.ts';
import { createUser, type Ended, type User } from '../user.ts';

let kratos: KratosUnderTest;
let user: User;

beforeAll(async () => (kratos = await startEmbedded()));
afterAll(() => kratos.close());
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

let made = 0;
async function somebody(): Promise<{ id: string; email: string }> {
  const email = `person-${(made += 1)}@example.com`;
  const { id } = await kratos.createIdentity({ schema_id: 'default', traits: { email } });
  return { id, email };
}

function file(name: string, text: string): string {
  const path = join(user.home, name);
  writeFileSync(path, text);
  return path;
}

const idp = (line: string, stdin = ''): Promise<Ended> =>
  user.run(`${line} --admin-url ${kratos.adminUrl}`, { cwd: user.home, stdin });

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const stateOf = async (id: string): Promise<string | undefined> => (await kratos.getIdentity(id)).state;

describe('an action for each row of a file', () => {
  it('is one operation with a task for each; who failed is written to a file that is fed back', async () => {
    const [ada, bob] = [await somebody(), await somebody()];
    const missing = `person-${made + 1}@example.com`;
    file(
      'people.csv',
      `name,email\nA,${ada.email}\nNobody,${missing}\nB,${bob.email}\nA again,${ada.email}\n`,
    );
    const first = await idp('run disable-identity --each people.csv --yes --expect 3 --format json');
    expect(first.exit).toBe(6);
    expect(first.outcome).toMatchObject({
      operation: '1',
      task: null,
      action: 'disable-identity',
      status: 'failed',
      results: {
        targets: 3,
        completed: 2,
        changed: 2,
        failed: 1,
        repeated: 1,
        reasons: { 'identity-not-found': 1 },
        'failed-file': 'people.failed.jsonl',
        tasks: [
          { task: '2', line: 2, target: ada.email, 'identity-id': ada.id, status: 'completed' },
          { task: '3', line: 3, target: missing, 'identity-id': null, status: 'failed' },
          { task: '4', line: 4, target: bob.email, 'identity-id': bob.id, status: 'completed' },
        ],
      },
      error: {
        code: 'partial',
        hint: 'Those that failed are in people.failed.jsonl; run them again with --each people.failed.jsonl.',
      },
    });
    expect(await Promise.all([stateOf(ada.id), stateOf(bob.id)])).toEqual(['inactive', 'inactive']);
    const failed = join(user.home, 'people.failed.jsonl');
    expect(statSync(failed).mode & 0o777).toBe(0o600);
    expect(linesOf(readFileSync(failed, 'utf8'))).toEqual([
      { target: missing, line: 3, task: '3', code: 'identity-not-found', message: expect.any(String) },
    ]);

    const late = await somebody();
    expect(late.email).toBe(missing);
    const again = await idp('run disable-identity --each people.failed.jsonl --yes --expect 1');
    expect(again.exit).toBe(0);
    expect(again.stdout).toContain(missing);
    expect(again.stderr).toContain('disable-identity: completed for 1 (operation 5)\n');
    expect(await stateOf(late.id)).toBe('inactive');
    expect(readdirSync(user.home).filter((name) => name.includes('failed'))).toEqual(['people.failed.jsonl']);
  });

  it('keeps people masked in history, and nothing else once all are done', async () => {
    const { email } = await somebody();
    file('ids', `${email}\n`);
    expect((await idp('run enable-identity --each ids')).exit).toBe(0);
    const [local = ''] = email.split('@');
    const database = readFileSync(join(user.dataFolder, 'history.db'), 'latin1');
    expect(database.includes(local)).toBe(false);
    expect(readdirSync(join(user.dataFolder, 'operations'))).toEqual([]);
  });

  it('reads standard input, and numbers the failed file by the operation', async () => {
    const { exit, stdout } = await idp('run get-identity --each - --format jsonl', 'nobody@example.com\n');
    expect(exit).toBe(6);
    expect(linesOf(stdout)).toMatchObject([
      {
        task: '2',
        line: 1,
        target: 'nobody@example.com',
        status: 'failed',
        error: { code: 'identity-not-found' },
      },
    ]);
    expect(existsSync(join(user.home, 'operation-1.failed.jsonl'))).toBe(true);
  });

  it('stops at --max-failures, and is then to be taken up', async () => {
    file('ids', 'nobody-1\nnobody-2\nnobody-3\n');
    const { exit, outcome } = await idp(
      'run get-identity --each ids --concurrency 1 --max-failures 2 --failed failed.jsonl --format json',
    );
    expect(exit).toBe(6);
    expect(outcome).toMatchObject({
      status: 'aborted',
      results: { failed: 2, aborted: 1, 'failed-file': 'failed.jsonl' },
      error: { code: 'partial', hint: expect.stringContaining('idp resume 1.') },
    });
    const resumed = await idp('resume 1 --format json');
    expect(resumed.outcome).toMatchObject({
      operation: '1',
      results: { targets: 1, failed: 1, 'failed-file': 'operation-1.failed.jsonl' },
    });
  });

  it('shows the writes of each with --dry-run, and sends none', async () => {
    const { id } = await somebody();
    file('ids', `${id}\n`);
    const { exit, outcome } = await idp('run disable-identity --each ids --dry-run --format json');
    expect(exit).toBe(0);
    expect(outcome).toMatchObject({
      'dry-run': true,
      results: { tasks: [{ results: { requests: [{ method: 'PATCH', path: `/admin/identities/${id}` }] } }] },
    });
    expect(await stateOf(id)).toBe('active');
  });
});

describe('recovery codes of many', () => {
  it('stand in the file of --results, for its owner alone, and nowhere else', async () => {
    const people = [await somebody(), await somebody()];
    file('ids', people.map(({ email }) => `${email}\n`).join(''));
    const { exit, stdout, stderr } = await idp('run reset-password --each ids --results codes.jsonl');
    expect(exit).toBe(0);
    const results = join(user.home, 'codes.jsonl');
    expect(statSync(results).mode & 0o777).toBe(0o600);
    const lines = linesOf(readFileSync(results, 'utf8')) as {
      target: string;
      results: { 'recovery-code': string };
    }[];
    expect(lines.map(({ target }) => target).toSorted()).toEqual(people.map(({ email }) => email).toSorted());
    const codes = lines.map((line) => line.results['recovery-code']);
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    const elsewhere = stdout + stderr + readFileSync(join(user.dataFolder, 'history.db'), 'latin1');
    expect(codes.filter((code) => elsewhere.includes(`"${code}"`) || stdout.includes(code))).toEqual([]);
  });

  it('stand in the text without it', async () => {
    const { email } = await somebody();
    file('ids', `${email}\n`);
    const { stdout } = await idp('run reset-password --each ids');
    expect(stdout).toMatch(/^2 {2}completed {2}person-\d+@example\.com\n/);
    expect(stdout).toMatch(/^ {4}recovery-code +\d{6}$/m);
  });
});

describe('off a terminal', () => {
  it('progress is JSON lines on standard error, the last one at the end; none with --quiet', async () => {
    const { id } = await somebody();
    file('ids', `${id}\n`);
    const { stderr } = await idp('run get-identity --each ids --format json');
    expect(linesOf(stderr).at(-1)).toMatchObject({
      operation: '1',
      done: 1,
      total: 1,
      completed: 1,
      failed: 0,
    });
    expect((await idp('run get-identity --each ids --format json --quiet')).stderr).toBe('');
  });

  it('destroying wants --yes and --expect with the right count', async () => {
    const { id } = await somebody();
    file('ids', `${id}\n`);
    for (const consent of ['', '--yes', '--yes --expect 2']) {
      const { exit, outcome } = await idp(`run delete-identity --each ids ${consent} --format json`);
      expect({ exit, code: outcome.error?.code }).toEqual({ exit: 2, code: 'confirmation-required' });
      const message = consent.includes('--expect')
        ? '--expect says 2, and delete-identity would be about 1.'
        : 'delete-identity would destroy something of 1, and wants --yes --expect 1.';
      expect(outcome.error?.message).toBe(message);
    }
    expect(await stateOf(id)).toBe('active');
    expect((await idp('run delete-identity --each ids --yes --expect 1')).exit).toBe(0);
    expect((await kratos.admin('GET', `/admin/identities/${id}`)).status).toBe(404);
  });
});

it('the file of targets, or a link to it, is no file for answers, and is left as it is', async () => {
  const { id } = await somebody();
  file('ids', `${id}\n`);
  symlinkSync(join(user.home, 'ids'), join(user.home, 'soft'));
  linkSync(join(user.home, 'ids'), join(user.home, 'hard'));
  for (const option of ['--results soft', '--failed hard', '-o soft', '-o ids']) {
    const { exit, stderr } = await idp(`run get-identity --each ids ${option}`);
    expect({ exit, stderr }).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('name the same file'),
    });
  }
  expect(readFileSync(join(user.home, 'ids'), 'utf8')).toBe(`${id}\n`);
});

describe('what is refused before anything is recorded or sent', () => {
  let fake: FakeKratos;
  beforeAll(async () => (fake = await startFakeKratos(answerAda)));
  afterAll(() => fake.close());

  it.each([
    ['a bad row', 'run get-identity --each @bad', 'bad:2:4: the target holds a control character.'],
    [
      'no file',
      'run get-identity --each @none',
      'The targets in none cannot be read: there is no such file.',
    ],
    ['a folder', 'run get-identity --each @', 'The targets in  cannot be read: it is a folder.'],
    ['an empty file', 'run get-identity --each @empty', 'empty names nobody: it has no row.'],
    [
      'an unknown column',
      'run get-identity --each @good --column login',
      'good:1: no column called "login" among "ada".',
    ],
    [
      'standard input twice',
      'run get-identity --each - --params -',
      '--each and --params cannot both read standard input.',
    ],
    [
      '--confirm',
      'run delete-identity --each @good --confirm 6f0c4a31-6c0b-4f38-9f0e-2f1d3f5b7a90',
      '--confirm names one identity, and --each is about many: --yes --expect N is their consent.',
    ],
    [
      'one identity more',
      'run get-identity bob --each @good',
      'Who is meant stands in the file of --each, and on the line too.',
    ],
    [
      'an action about none',
      'run create-admin-account --each @good',
      'create-admin-account is not about an identity, so there is nothing to do it for with --each.',
    ],
    [
      'nothing to go with',
      'run get-identity ada --rate 5',
      '--column, --failed, --concurrency, --rate, --max-failures and --expect go with --each.',
    ],
    [
      'one file for two',
      'run get-identity --each @good --results @good',
      'Of --each, --failed, --results and -o, two name the same file.',
    ],
    [
      'a results file in no folder',
      'run get-identity --each @good --results @no/where',
      expect.stringContaining('no/where cannot be written'),
    ],
    [
      'no concurrency',
      'run get-identity --each @good --concurrency 0',
      '--concurrency must be a whole number from 1 to 256.',
    ],
    [
      'no such action',
      'run get-identty --each @good',
      expect.stringContaining('There is no action "get-identty"'),
    ],
    ['no action', 'run --each @good', 'idp run needs a name after it.'],
    [
      'a missing parameter',
      'run unlink-oidc-account --each @good --yes --expect 1',
      'unlink-oidc-account needs credential-id.',
    ],
  ])('%s', async (_, line, message) => {
    file('good', 'ada\n');
    file('bad', 'ada\nbob\u0007\n');
    file('empty', '# nobody\n\n');
    const { exit, outcome } = await user.call(
      `${line.replaceAll('@', `${user.home}/`)} --admin-url ${fake.url} --format json`,
    );
    expect(exit).toBeGreaterThan(0);
    expect(outcome).toMatchObject({ operation: null, task: null });
    expect(outcome.error?.message.replaceAll(`${user.home}/`, '')).toEqual(message);
    expect(fake.requests).toEqual([]);
    expect(existsSync(join(user.dataFolder, 'history.db'))).toBe(false);
    const left = existsSync(join(user.dataFolder, 'operations'))
      ? readdirSync(join(user.dataFolder, 'operations'))
      : [];
    expect(left).toEqual([]);
    expect(readdirSync(user.home).filter((name) => name.includes('failed'))).toEqual([]);
  });
});
