import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IdpError } from '../../src/errors/idp-error.ts';
import { changeContexts, readContexts } from '../../src/kratos/contexts-file.ts';
import { checkContext } from '../../src/kratos/check-context.ts';
import { contextNamed } from '../../src/kratos/contexts.ts';
import { failureOf } from './failure.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-contexts-'));
  file = join(folder, 'idp', 'contexts.yaml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string): void {
  mkdirSync(join(folder, 'idp'), { recursive: true });
  writeFileSync(file, text);
}

const staging = {
  'admin-url': 'http://127.0.0.1:4434',
  'public-url': 'http://127.0.0.1:4433',
  timeout: '30s',
  'admin-schema-id': 'staff',
};

test('without a file there is none', async () => {
  expect(await readContexts(file)).toEqual({ current: null, contexts: {} });
});

test('an empty file is none too', async () => {
  write('');
  expect(await readContexts(file)).toEqual({ current: null, contexts: {} });
});

test('what is written is read again, and only its owner can read it', async () => {
  const contexts = { current: 'staging', contexts: { staging, live: { 'admin-url': 'https://id.example' } } };
  await changeContexts(file, () => contexts);
  expect(await readContexts(file)).toEqual(contexts);
  expect([statSync(file).mode & 0o777, statSync(join(folder, 'idp')).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(readdirSync(join(folder, 'idp'))).toEqual(['contexts.lock', 'contexts.yaml']);
});

test('a change keeps comments and what it is not about', async () => {
  write(
    `# Ours.
current: prod # careful
contexts:
  # Next door.
  prod: {admin-url: "http://10.0.0.1:4434"} # by hand
  1: {admin-url: http://10.0.0.2:4434}
  old:
    admin-url: http://10.0.0.3:4434
`,
  );
  await changeContexts(file, ({ contexts: { '1': _one, ...contexts } }) => ({
    current: 'staging',
    contexts: { ...contexts, staging },
  }));
  expect(readFileSync(file, 'utf8')).toBe(
    `# Ours.
current: staging # careful
contexts:
  # Next door.
  prod: { admin-url: "http://10.0.0.1:4434" } # by hand
  old:
    admin-url: http://10.0.0.3:4434
  staging:
    admin-url: http://127.0.0.1:4434
    public-url: http://127.0.0.1:4433
    timeout: 30s
    admin-schema-id: staff
`,
  );
});

test.each([
  ['nothing', ''],
  ['a comment', '# Mine.\n'],
  ['no contexts', 'contexts:\n'],
  ['emptied contexts', 'current: null\ncontexts: {}\n'],
])('a context can be added to a file that holds %s', async (_what, text) => {
  write(text);
  await changeContexts(file, () => ({ current: 'staging', contexts: { staging } }));
  expect(await readContexts(file)).toEqual({ current: 'staging', contexts: { staging } });
  expect(readFileSync(file, 'utf8')).toMatch(/^ {2}staging:\n {4}admin-url: /m);
});

test('a change that is refused leaves the file as it was', async () => {
  write('contexts: {}  # none\n');
  const refusal = changeContexts(file, () => {
    throw new IdpError('usage', 'No.');
  });
  expect((await failureOf(refusal)).message).toBe('No.');
  expect(readFileSync(file, 'utf8')).toBe('contexts: {}  # none\n');
});

test('no change is lost where many processes make them at once', async () => {
  const source = join(import.meta.dirname, '../../src/kratos/contexts-file.ts');
  const script = `
    const { changeContexts } = await import(${JSON.stringify(source)});
    const [file, name] = process.argv.slice(1);
    const context = { 'admin-url': 'http://127.0.0.1:1' };
    for (const part of ['a', 'b', 'c']) await changeContexts(file, (known) => (
      { current: null, contexts: { ...known.contexts, [name + part]: context } }));`;
  const run = promisify(execFile);
  const names = Array.from({ length: 8 }, (_, at) => `context-${at}`);
  await Promise.all(
    names.map((name) => run(process.execPath, ['--input-type=module', '--eval', script, file, name])),
  );
  const { contexts } = await readContexts(file);
  expect(Object.keys(contexts).toSorted()).toEqual(
    names.flatMap((name) => [`${name}a`, `${name}b`, `${name}c`]),
  );
});

test('the lock ends with the process that held it, however that ended', async () => {
  const source = join(import.meta.dirname, '../../src/kratos/contexts-file.ts');
  const script = `
    const { changeContexts } = await import(${JSON.stringify(source)});
    await changeContexts(${JSON.stringify(file)}, () => process.kill(process.pid, 'SIGKILL'));`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
  const [, signal] = (await once(holder, 'exit')) as unknown[];
  expect(signal).toBe('SIGKILL');
  await changeContexts(file, () => ({ current: 'staging', contexts: { staging } }));
  expect((await readContexts(file)).current).toBe('staging');
});

test('what cannot be written leaves what was there, and nothing beside it', async () => {
  mkdirSync(join(folder, 'idp', 'contexts.lock'), { recursive: true });
  const failure = await failureOf(changeContexts(file, (known) => known));
  expect([failure.code, failure.message]).toEqual([
    'storage-failed',
    `The lock of the contexts, ${join(folder, 'idp', 'contexts.lock')}, cannot be used: unable to open database file.`,
  ]);
  expect(readdirSync(join(folder, 'idp'))).toEqual(['contexts.lock']);
});

test('a folder that cannot be made is storage-failed', async () => {
  writeFileSync(join(folder, 'idp'), 'a file where the folder should be');
  const failure = await failureOf(changeContexts(file, (known) => known));
  expect(failure.code).toBe('storage-failed');
  expect(readFileSync(join(folder, 'idp'), 'utf8')).toBe('a file where the folder should be');
});

test('a file that cannot be read is storage-failed', async () => {
  mkdirSync(file, { recursive: true });
  const failure = await failureOf(readContexts(file));
  expect([failure.code, failure.message]).toEqual([
    'storage-failed',
    expect.stringContaining(`The contexts in ${file} cannot be read: `) as unknown,
  ]);
});

test.each([
  ['a pipe', () => execFileSync('mkfifo', [file])],
  ['a device without end', () => symlinkSync('/dev/zero', file)],
])('%s in the place of the file is refused at once', async (_, put) => {
  mkdirSync(dirname(file), { recursive: true });
  put();
  for (const work of [() => readContexts(file), () => changeContexts(file, (known) => known)]) {
    const failure = await failureOf(work());
    expect([failure.code, failure.message]).toEqual([
      'storage-failed',
      `The contexts in ${file} cannot be read: it is not a regular file.`,
    ]);
  }
});

describe('a malformed file is one sentence that says where', () => {
  test.each([
    ['contexts:\n  a: [1\n', ':3:1: '],
    ['current: a\ncurrent: b\n', ':2:1: '],
    ['just a text', ':1:1: a map with the keys current and contexts is expected.'],
    ['- a\n', ':1:1: a map with the keys current and contexts is expected.'],
    ['contexts: [a]', ':1:11: a map of contexts is expected.'],
    ['contexts:\n  a: http://x', ':2:6: context a is not a map.'],
    ['contexts:\n  a: {}', ':2:6: context a has no admin-url.'],
    [
      'contexts:\n  a:\n    admin-url: http://x\n    token: y',
      ':4:12: context a has an unknown key; known are admin-url, public-url, hydra-admin-url, ',
    ],
    ['contexts: {a: {admin-url: 4434}}', ':1:27: admin-url of context a is not a text.'],
    [
      'contexts:\n  a: {admin-url: ftp://x}',
      ':2:18: The admin URL of context a is not an http or https URL.',
    ],
    ['contexts: {a: {admin-url: http://u:p@x}}', 'holds a user name or password'],
    ['contexts: {a: {admin-url: http://x, public-url: x}}', 'The public URL of context a is not'],
    ['contexts: {a: {admin-url: http://x, timeout: 1d}}', 'The timeout of context a is not'],
    ['contexts: {}\ncurrent: a', ':2:10: current names a context that is not there.'],
    ['current: constructor\ncontexts: {}', 'current names a context that is not there'],
    ['current: 1\ncontexts: {"1": {admin-url: http://x}}', 'current names a context that is not there'],
    ['current:\n---\ncurrent:\n', 'one document is expected, and another begins here.'],
    ['a: &a [x]\nb: *a', ':2:4: aliases are not allowed.'],
    ['contexts: {}\nother: 1', ':2:8: an unknown key; known are current and contexts.'],
  ])('%j', async (text, words) => {
    write(text);
    const failure = await failureOf(readContexts(file));
    expect([failure.code, failure.message.includes('\n')]).toEqual(['usage', false]);
    expect(failure.message).toContain(file);
    expect(failure.message).toContain(words);
    expect(failure.hint).not.toBe('');
  });
});

describe('a context by name', () => {
  test('is that context', () => {
    expect(contextNamed({ current: null, contexts: { staging } }, 'staging')).toBe(staging);
  });

  test.each(['live', 'constructor', '__proto__', ''])(
    '"%s" that is not there names those that are',
    async (name) => {
      const failure = await failureOf(() =>
        contextNamed({ current: null, contexts: { staging, two: staging } }, name),
      );
      expect([failure.code, failure.message, failure.hint]).toEqual([
        'usage',
        `There is no context ${JSON.stringify(name)}.`,
        'There are: staging, two.',
      ]);
    },
  );

  test('where there is none says how to add one', async () => {
    const failure = await failureOf(() => contextNamed({ current: null, contexts: {} }, 'live'));
    expect(failure.hint).toBe('Add one: idp context add NAME --admin-url URL.');
  });
});

test('a context is checked before it is kept', async () => {
  expect(checkContext(staging, 'context staging')).toBe(staging);
  const failure = await failureOf(() => checkContext({ ...staging, timeout: '0s' }, 'context staging'));
  expect(failure.message).toBe('The timeout of context staging is not a Go duration such as 30s.');
});

test('a contexts file that is a link stays one, and what it leads to is changed', async () => {
  const kept = join(dirname(file), 'dots.yaml');
  write('');
  renameSync(file, kept);
  symlinkSync(kept, file);
  await changeContexts(file, () => ({ current: 'staging', contexts: { staging } }));
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readFileSync(kept, 'utf8')).toContain('staging:');
});

test('a lock that is no lock is named, and nothing is changed', async () => {
  write('current:\n');
  writeFileSync(
    join(dirname(file), 'contexts.lock'),
    'garbage that is no database, long enough to be read as one\n',
  );
  const failure = await failureOf(
    changeContexts(file, () => ({ current: 'staging', contexts: { staging } })),
  );
  expect([failure.code, failure.message]).toEqual([
    'storage-failed',
    `The lock of the contexts, ${join(dirname(file), 'contexts.lock')}, cannot be used: file is not a database.`,
  ]);
  expect(readFileSync(file, 'utf8')).toBe('current:\n');
});
