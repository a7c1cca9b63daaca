import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CatalogEntry, findAction } from '../../../../src/engine/catalog.ts';
import { absoluteFiles } from '../../../../src/edges/cli/files/absolute-files.ts';
import { readCatalog } from '../../../../src/host/installation.ts';

let entry: CatalogEntry;
beforeAll(async () => (entry = findAction(await readCatalog(), 'import-identities')));

const absolute = (bare: string[], pairs: [string, string][] = [], file: Record<string, unknown> = {}) =>
  absoluteFiles(entry, { bare, pairs, file });

describe('files as they are kept for idp resume', () => {
  it('mean the same from any folder, whatever they are called', async () => {
    const { bare } = await absolute(['people.jsonl', '[x].jsonl', '-']);
    expect(bare).toEqual([resolve('people.jsonl'), resolve('[x].jsonl'), '-']);
  });

  it('are one by one those of a list', async () => {
    const { pairs } = await absolute([], [['files', '[a.jsonl, "[x].jsonl"]']]);
    expect(pairs).toEqual([
      ['files', resolve('a.jsonl')],
      ['files', resolve('[x].jsonl')],
    ]);
    const { file } = await absolute([], [], { files: ['a.jsonl'] });
    expect(file).toEqual({ files: [resolve('a.jsonl')] });
  });

  it('are no mapping that comes with idp', async () => {
    const { bare, pairs } = await absolute(
      ['okta'],
      [
        ['mapping', 'okta'],
        ['mapping', 'my.yaml'],
        ['map', 'traits.email=mail'],
      ],
    );
    expect(bare).toEqual([resolve('okta')]);
    expect(pairs).toEqual([
      ['mapping', 'okta'],
      ['mapping', resolve('my.yaml')],
      ['map', 'traits.email=mail'],
    ]);
  });
});
