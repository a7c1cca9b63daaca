import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadSource } from '../../src/sources/source-modules.ts';
import { anyRows, sourceNames } from '../../src/sources/source.ts';
import { fixture, recognised } from './source-files.ts';

/** Files that are read with another source than that of their folder, or with none. */
const sourceOfFolder: Readonly<Record<string, string>> = { okta: 'csv', cognito: 'csv' };

const exported = readdirSync(fixture(''), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: folder }) =>
    readdirSync(fixture(folder), { withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && !/^(?:make-|passwords\.|hash-config\.)|\.(?:yaml|md)$/.test(entry.name),
      )
      .map(({ name }) => ({ path: `${folder}/${name}`, source: sourceOfFolder[folder] ?? folder })),
  );

async function sourcesOf(path: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of sourceNames) {
    const role = await recognised(await loadSource(name), fixture(path));
    if (role !== undefined && role !== anyRows) found.push(name);
  }
  return found;
}

describe('a file of an export', () => {
  test.each(exported.filter(({ source, path }) => source !== 'csv' || !path.startsWith('csv/')))(
    '$path is known to one source',
    async ({ path, source }) => {
      expect(await sourcesOf(path)).toEqual([source]);
    },
  );

  test.each(exported.filter(({ path }) => path.startsWith('csv/')))(
    '$path is known to none',
    async ({ path }) => {
      expect(await sourcesOf(path)).toEqual([]);
    },
  );
});
