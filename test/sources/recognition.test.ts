import { readdir } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { InputFile } from '../../src/records/input-file.ts';
import { openInput } from '../../src/records/open-input.ts';
import { chooseSource } from '../../src/sources/choose-source.ts';
import { loadSource } from '../../src/sources/source-modules.ts';
import { anyRows, sourceNames } from '../../src/sources/source.ts';
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
