import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { InputFile } from '../../src/records/input-file.ts';
import { openInput } from '../../src/records/open-input.ts';
import { chooseSource } from '../../src/sources/choose-source.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import { loadSource } from '../../src/sources/source-modules.ts';
import { anyRows, type SourceName, sourceNames } from '../../src/sources/source.ts';
import { inputOf } from '../records/reading.ts';
import { fixture } from './source-files.ts';

const root = fixture('');
const all = await readdir(root, { recursive: true, withFileTypes: true });
const data = all
  .filter((entry) => entry.isFile() && /\.(?:json|jsonl|ndjson|csv|tsv|txt|ldif)$/.test(entry.name))
  .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length))
  .toSorted();

const opened: InputFile[] = [];
afterAll(() => {
  for (const file of opened) file.close();
});

async function chosen(path: string): Promise<string> {
  const file = await openInput(`${root}${path}`);
  opened.push(file);
  return (await chooseSource([file], undefined)).name;
}

describe('a file of a system, without a word of where it comes from', () => {
  const ofNobody = /^csv\/|passwords\.json$|\/hash-config\./;

  test.each(data.filter((path) => !ofNobody.test(path)))(
    'is known by its content alone: %s',
    async (path) => {
      const [system = ''] = path.split('/');
      // Their users are rows of csv, with mappings that come with it.
      const name = system === 'okta' || system === 'cognito' ? 'csv' : system;
      expect(await chosen(path)).toBe(name);
    },
  );

  test.each(data.filter((path) => ofNobody.test(path)))(
    'is taken for none where it may be anything: %s',
    async (path) => {
      await expect(chosen(path)).rejects.toMatchObject({ code: 'usage' });
    },
  );
});

const user = (name: string, more: object = {}): string =>
  JSON.stringify({ user_id: `auth0|${name}`, email: `${name}@example.com`, ...more });

describe('a file that begins strangely', () => {
  const people = `${user('ada')}\n${user('bob')}\n`;
  const long = `${user('long', { app_metadata: { text: 'x'.repeat(100_000) } })}\n${people}`;

  test.each([
    ['half a record', `{"user_id":"auth0|cut","email":\n${people}`],
    ['a text', `"hello"\n${people}`],
    ['null', `null\n${people}`],
    ['a comment', `# of the export job\n${people}`],
    ['a record longer than what is looked at first', long],
    ['the same in a list', `[${long.trimEnd().replaceAll('\n', ',\n')}]`],
  ])('with %s is known by the next record, and read', async (_what, content) => {
    const auth0 = { name: 'auth0', ids: ['auth0|ada', 'auth0|bob'] };
    expect(await read(content)).toEqual(auth0);
    expect(await read(content, 'auth0')).toEqual(auth0);
  });

  test('with a record of nobody is read as what it was named', async () => {
    const content = `{"exported":"yesterday"}\n${people}`;
    await expect(read(content)).rejects.toMatchObject({ code: 'usage' });
    expect(await read(content, 'auth0')).toEqual({ name: 'auth0', ids: ['auth0|ada', 'auth0|bob'] });
  });

  test('is not read as what was named where another system is known to have exported it', async () => {
    await expect(read(people, 'keycloak')).rejects.toMatchObject({
      code: 'usage',
      message: 'standard input does not look like a file that keycloak exports, but like one of auth0.',
    });
    await expect(read('some words\n', 'keycloak')).rejects.toMatchObject({ code: 'usage' });
  });
});

describe.each(sourceNames)('%s', (name) => {
  test.each([
    { text: '{}', first: {} },
    { text: '[]', first: undefined },
    { text: '[1]', first: undefined },
    { text: '{"users":[]}', first: { users: [] } },
    { text: '[{"name":"Ada"}]', first: { name: 'Ada' } },
    { text: '{"id":1', first: undefined },
    { text: 'a,b\n1,2\n', first: undefined },
  ])('does not take $text for one of its own', async ({ text, first }) => {
    const columns = text.startsWith('a') ? ['a', 'b'] : [];
    const role = (await loadSource(name)).recognise({ name: 'x', text, columns, first });
    expect([undefined, anyRows]).toContain(role);
  });
});

/** Who exported it, and the last two it tells of. */
async function read(content: string, named?: SourceName): Promise<{ name: string; ids: unknown[] }> {
  const workFolder = await mkdtemp(join(tmpdir(), 'idp-recognition-'));
  try {
    const { name, source, files } = await chooseSource([await inputOf(content)], named);
    const world = { workFolder, settings: defaultSettings, signal: new AbortController().signal };
    const ids: unknown[] = [];
    for await (const chunk of source.read(files, world)) {
      ids.push(...chunk.flatMap((item) => ('record' in item ? [item.record.value['user_id']] : [])));
    }
    return { name, ids: ids.slice(-2) };
  } finally {
    await rm(workFolder, { recursive: true });
  }
}
