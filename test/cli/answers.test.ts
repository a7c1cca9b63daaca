import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { adaIdentity, answerAda, answerJson, startFakeKratos, type FakeKratos } from './fake-kratos.ts';
import { openTerminal } from './terminal.ts';
import { createUser, type User } from './user.ts';

let kratos: FakeKratos;
let user: User;
beforeAll(async () => (kratos = await startFakeKratos(answerAda)));
afterAll(() => kratos.close());
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const list = (more = '') => `run list-oidc-accounts ada@example.com --admin-url ${kratos.url} ${more}`;
const destroy = (more = '') =>
  `run invalidate-identity-sessions ada@example.com --yes --admin-url ${kratos.url} ${more}`;
const isTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe('the answer in JSON', () => {
  it('has these keys in this order, and nothing else stands on standard output', async () => {
    const { exit, outcome, stderr } = await user.run(destroy('--format json'));
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(Object.entries(outcome)).toEqual([
      ['operation', '1'],
      ['task', '2'],
      ['action', 'invalidate-identity-sessions'],
      ['status', 'completed'],
      ['results', { 'identity-id': adaIdentity.id, changed: false, count: 0 }],
      ['log', []],
      ['timing', { enqueued: isTime, started: isTime, completed: isTime }],
      ['dry-run', false],
    ]);
    expect(Object.keys(outcome.timing ?? {})).toEqual(['enqueued', 'started', 'completed']);
  });

  it('has the error last, and the log lines with their times', async () => {
    const { exit, outcome, stderr } = await user.call(
      `run delete-identity ${adaIdentity.id} --dry-run --admin-url ${kratos.url} --format json`,
    );
    const line = `To be deleted: identity ${adaIdentity.id} (a***@e***.com, active).`;
    expect(exit).toBe(0);
    expect(outcome.log).toEqual([{ time: isTime, message: line }]);
    expect(stderr).toBe(`${line}\n`);
    expect(outcome['dry-run']).toBe(true);
    const failed = await user.call('run get-identity ada --admin-url http://127.0.0.1:1 --format json');
    expect(Object.keys(failed.outcome).at(-1)).toBe('error');
    expect(Object.keys(failed.outcome.error ?? {})).toEqual(['code', 'message', 'hint']);
    expect(failed.exit).toBe(7);
  });

  it('is one line as jsonl, and the same data as yaml', async () => {
    const lines = (await user.call(destroy('--format jsonl'))).stdout;
    expect(lines).toMatch(/^\{.*\}\n$/);
    const yaml = parse((await user.call(destroy('--format yaml'))).stdout) as object;
    expect(Object.keys(yaml)).toEqual(Object.keys(JSON.parse(lines) as object));
    expect(yaml).toMatchObject({ results: { 'identity-id': adaIdentity.id, changed: false, count: 0 } });
  });

  it('is a line per item as jsonl where it is a list, and the outcome on one line where it failed', async () => {
    const linked = await startFakeKratos((_request, response) => {
      const oidc = { type: 'oidc', identifiers: ['google:1', 'github:2'], config: {} };
      answerJson(response, 200, { ...adaIdentity, credentials: { oidc } });
    });
    const links = `run list-oidc-accounts ${adaIdentity.id} --format jsonl --admin-url ${linked.url}`;
    const lines = [
      '{"provider":"google","subject":"1","credential-id":"google:1"}',
      '{"provider":"github","subject":"2","credential-id":"github:2"}',
    ];
    expect((await user.call(links)).stdout.trimEnd().split('\n')).toEqual(lines);
    expect((await user.call(`${links} --dry-run`)).stdout.trimEnd().split('\n')).toEqual(lines);
    const file = join(user.home, 'links.jsonl');
    expect((await user.call(`${links} --results ${file}`)).outcome.results['accounts']).toBe(2);
    await linked.close();
    expect((await user.call(list('--format jsonl'))).stdout).toBe('');
    const failed = (await user.call(links)).stdout;
    expect(failed).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(failed)).toMatchObject({ status: 'failed', error: { code: 'unavailable' } });
  });
});

describe('the answer as text', () => {
  it('is aligned on standard output; how it ended stands on standard error', async () => {
    const { stdout, stderr } = await user.run(destroy());
    expect(stdout).toBe(`identity-id  ${adaIdentity.id}\nchanged      no\ncount        0\n`);
    expect(stderr).toBe('invalidate-identity-sessions: completed, nothing to do (operation 1, task 2)\n');
  });

  it('says nothing on standard error with --quiet, but an error', async () => {
    expect((await user.call(destroy('--quiet'))).stderr).toBe('');
    const { stderr } = await user.call('run get-identity ada --quiet --admin-url http://127.0.0.1:1');
    expect(stderr).toMatch(/^error: Nothing listens at http:\/\/127\.0\.0\.1:1/);
  });

  it('shows control characters of traits escaped', async () => {
    const hostile = await startFakeKratos((request, response) => {
      const traits = { email: 'ada@example.com', 'na\u001Bme': 'A\u001B]0;owned\u0007\nb' };
      if (request.url?.includes('/sessions') === true) answerJson(response, 200, []);
      else answerJson(response, 200, { ...adaIdentity, traits });
    });
    const { stdout } = await user.call(`run get-identity ${adaIdentity.id} --admin-url ${hostile.url}`);
    await hostile.close();
    expect(stdout).toContain('na\\u001bme  A\\u001b]0;owned\\u0007\\nb\n');
    expect(stdout).not.toContain('\u001B');
  });

  it.each(['json', 'jsonl', 'yaml'])('drives no terminal as %s either, and loses nothing', async (format) => {
    const traits = {
      email: 'ada@example.com',
      'na\u009Bme': 'A\u001B]0;owned\u0007\u009B2J\u007F\u202Eb\u2028',
      yes: 'no',
    };
    const hostile = await startFakeKratos((request, response) => {
      if (request.url?.includes('/sessions') === true) answerJson(response, 200, []);
      else answerJson(response, 200, { ...adaIdentity, traits });
    });
    const { stdout } = await user.call(
      `run get-identity ${adaIdentity.id} --format ${format} --admin-url ${hostile.url}`,
    );
    await hostile.close();
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
    expect(parse(stdout)).toMatchObject({ results: { identity: { traits } } });
  });

  it('has coloured keys on a terminal, but not with NO_COLOR', async () => {
    const colourful = openTerminal(user, list());
    await colourful.ended;
    expect(colourful.raw()).toContain('\u001B[36midentity-id\u001B[39m  ');
    const plain = openTerminal(user, list(), { NO_COLOR: '1' });
    await plain.ended;
    expect(plain.raw()).not.toContain('\u001B[36m');
    expect(colourful.shown().replaceAll(/\d+/g, '')).toBe(plain.shown().replaceAll(/\d+/g, ''));
  });
});

describe('-o', () => {
  it('writes the answer whole, readable by its owner only, and nothing on standard output', async () => {
    const file = join(user.home, 'answer.json');
    const { exit, stdout } = await user.run(list(`--format json -o ${file}`));
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ status: 'completed' });
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(user.home).toSorted()).toEqual(['.local', 'answer.json']);
  });

  it('writes the answer of the other commands too', async () => {
    const file = join(user.home, 'actions.txt');
    const { stdout } = await user.call(`actions -o ${file}`);
    expect(stdout).toBe('');
    expect(readFileSync(file, 'utf8')).toMatch(/^create-admin-account +write /);
  });

  it.each([
    ['in a folder that is not there', 'missing/answer.json', /cannot be written in .*missing: ENOENT/],
    ['that is a folder', 'folder', /folder is a folder: an answer is written to a file\.$/],
    ['below a file', 'file/answer.json', /cannot be written in .*file: ENOTDIR/],
  ])('of a file %s stops before anything is sent', async (_what, name, message) => {
    mkdirSync(join(user.home, 'folder'));
    writeFileSync(join(user.home, 'file'), '');
    const asked = kratos.requests.length;
    const { exit, outcome } = await user.call(destroy(`--format json -o ${join(user.home, name)}`));
    expect(exit).toBe(1);
    expect(outcome).toMatchObject({ operation: null, error: { code: 'storage-failed' } });
    expect(outcome.error?.message).toMatch(message);
    expect(kratos.requests).toHaveLength(asked);
  });

  it('writes into what a link leads to, and into a pipe, without replacing either', async () => {
    const target = join(user.home, 'target.json');
    const link = join(user.home, 'link.json');
    writeFileSync(target, 'old');
    symlinkSync(target, link);
    await user.call(list(`--format json -o ${link}`));
    expect(JSON.parse(readFileSync(target, 'utf8'))).toMatchObject({ status: 'completed' });
    const pipe = join(user.home, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const reader = import('node:fs/promises').then(({ readFile }) => readFile(pipe, 'utf8'));
    await user.run(list(`--format json -o ${pipe}`));
    expect(JSON.parse(await reader)).toMatchObject({ status: 'completed' });
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  it('into a pipe that nobody reads stops before anything is sent', async () => {
    const pipe = join(user.home, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const asked = kratos.requests.length;
    const { exit, outcome } = await user.call(destroy(`--format json -o ${pipe}`));
    expect(exit).toBe(1);
    expect(outcome.error).toMatchObject({
      code: 'storage-failed',
      message: `${pipe} is a pipe that nobody reads.`,
    });
    expect(kratos.requests).toHaveLength(asked);
  });

  it('makes the file that a link leads to where it is not there yet, and keeps the links', async () => {
    mkdirSync(join(user.home, 'answers'));
    symlinkSync('answers', join(user.home, 'folder'));
    symlinkSync('../second.json', join(user.home, 'answers', 'first.json'));
    symlinkSync('answers/new.json', join(user.home, 'second.json'));
    await user.call(list(`--format json -o ${join(user.home, 'folder', 'first.json')}`));
    expect(JSON.parse(readFileSync(join(user.home, 'answers', 'new.json'), 'utf8'))).toMatchObject({
      status: 'completed',
    });
    expect(readdirSync(join(user.home, 'answers')).toSorted()).toEqual(['first.json', 'new.json']);
  });

  it('through a link into a folder that is not there, or a ring of links, is refused', async () => {
    symlinkSync('missing/answer.json', join(user.home, 'astray'));
    symlinkSync('ring', join(user.home, 'ring'));
    for (const name of ['astray', 'ring']) {
      const { exit, outcome } = await user.call(list(`--format json -o ${join(user.home, name)}`));
      expect({ exit, code: outcome.error?.code }).toEqual({ exit: 1, code: 'storage-failed' });
    }
  });

  it('that fails at the end gives the answer on standard output instead, so that no code is lost', async () => {
    const { exit, stdout, stderr } = await user.call(list('--format json -o /dev/full'));
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'completed' });
    expect(stderr).toMatch(/^error: \/dev\/full cannot be written in \/dev: ENOSPC/);
  });
});

describe('--results', () => {
  it('takes lists as lines; the document holds their counts', async () => {
    const file = join(user.home, 'requests.jsonl');
    const { outcome } = await user.call(
      `run disable-identity ada@example.com --dry-run --format json --results ${file} --admin-url ${kratos.url}`,
    );
    expect(outcome.results['requests']).toBe(1);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        method: 'PATCH',
        path: `/admin/identities/${adaIdentity.id}`,
        body: [{ op: 'replace', path: '/state', value: 'inactive' }],
      },
    ]);
  });
});

it('-o and --results may not name the same file: one would overwrite the other', async () => {
  const file = join(user.home, 'answer');
  const { exit, stderr } = await user.call(list(`-o ${file} --results ${join(user.home, '.', 'answer')}`));
  expect(stderr).toMatch(/^error: -o and --results name the same file\.\n/);
  expect(exit).toBe(2);
});

describe('--debug', () => {
  it('shows every request with its status, and no secret, hash or address', async () => {
    const { stdout, stderr } = await user.call(
      `run reset-password ada@example.com password-secret-id=ada --admin-url ${kratos.url} --debug`,
      { env: { IDP_SECRET_ADA__PASSWORD: 'correct horse battery' } },
    );
    expect(stderr).toMatch(/^debug: GET \/admin\/identities 200 \d+ ms idp-[\da-z-]+$/m);
    expect(stderr).toMatch(
      new RegExp(`^debug: PATCH /admin/identities/${adaIdentity.id} 200 \\d+ ms idp-[\\da-z-]+$`, 'm'),
    );
    expect(stdout + stderr).not.toMatch(/correct horse|\$2[aby]\$|ada@example/);
  });

  it('shows where an error came from; without it there is no trace', async () => {
    const failing = await startFakeKratos((_request, response) => void response.writeHead(200).end('<html>'));
    const line = `run get-identity ada --admin-url ${failing.url}`;
    const traced = await user.call(`${line} --debug`);
    const plain = await user.call(line);
    await failing.close();
    expect(traced.stderr).toMatch(/^IdpError: .*\n {4}at /m);
    expect(plain.stderr).toBe(
      `error: ${failing.url} answered GET /admin/identities with an HTML page (200), so it is not Kratos's admin API.\n` +
        "  Check that the admin URL is Kratos's admin port (4434 by default) and that no proxy answers for it.\n",
    );
    expect(plain.exit).toBe(1);
  });
});
