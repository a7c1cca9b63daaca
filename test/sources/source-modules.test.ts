import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSource } from '../../src/sources/source-modules.ts';
import { sourceNames } from '../../src/sources/source.ts';

test.each(sourceNames)(
  'the source %s exports how to recognise, read and convert, and nothing else',
  async (name) => {
    expect(Object.keys(await loadSource(name)).toSorted()).toEqual(['read', 'recognise', 'toIdentity']);
  },
);

test('every folder of src/sources is a source', () => {
  const room = join(import.meta.dirname, '..', '..', 'src', 'sources');
  const folders = readdirSync(room, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).toSorted()).toEqual([...sourceNames].toSorted());
});
