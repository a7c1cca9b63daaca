import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeIdMap } from '../../../src/transfer/journal/id-map-file.ts';
import { failureOf } from '../../kratos/failure.ts';
import { uuid } from './journal-rows.ts';

/** A journal of which no more than the map is of use here. */
const mapping = (...oldIds: string[]) => ({
  idMap: (after: number, limit: number) =>
    oldIds
      .map((oldId, at) => ({ position: at + 1, oldId, identityId: uuid(at + 1) }))
      .filter(({ position }) => position > after)
      .slice(0, limit),
});

describe('the map of ids', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'idp-id-map-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is CSV, quoted where it has to be', () => {
    const file = join(folder, 'ids.csv');
    writeIdMap(file, mapping('auth0|1', 'a,b', 'say "x"', 'two\nlines', ' '));
    expect(readFileSync(file, 'utf8')).toBe(
      `old-id,identity-id\nauth0|1,${uuid(1)}\n"a,b",${uuid(2)}\n"say ""x""",${uuid(3)}\n"two\nlines",${uuid(4)}\n ,${uuid(5)}\n`,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is JSON lines where its name ends so', () => {
    const file = join(folder, 'ids.jsonl');
    writeIdMap(file, mapping('auth0|1'));
    expect(readFileSync(file, 'utf8')).toBe(`{"old-id":"auth0|1","identity-id":"${uuid(1)}"}\n`);
  });

  it('has all of more rows than are taken at once', () => {
    const file = join(folder, 'ids.csv');
    writeIdMap(file, mapping(...Array.from({ length: 2500 }, (_, at) => `old-${at}`)));
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
    expect([lines.length, new Set(lines).size, lines.at(-1)]).toEqual([2500, 2500, `old-2499,${uuid(2500)}`]);
  });

  it('takes the place of an earlier one, and of what a link leads to', () => {
    const file = join(folder, 'ids.csv');
    writeFileSync(file, 'earlier');
    symlinkSync(file, join(folder, 'link.csv'));
    writeIdMap(join(folder, 'link.csv'), mapping('1'));
    expect(readFileSync(file, 'utf8')).toBe(`old-id,identity-id\n1,${uuid(1)}\n`);
    expect(readdirSync(folder).toSorted()).toEqual(['ids.csv', 'link.csv']);
  });

  it('that cannot be written is storage-failed, and leaves the earlier one as it was', async () => {
    const file = join(folder, 'ids.csv');
    writeFileSync(file, 'earlier');
    const failing = {
      idMap: () => {
        throw new Error('the journal is gone');
      },
    };
    await expect(async () => writeIdMap(file, failing)).rejects.toThrow('the journal is gone');
    expect([readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([['ids.csv'], 'earlier']);
    mkdirSync(join(folder, 'a-folder'));
    for (const [name, why] of [
      ['/dev/full', 'ENOSPC: no space left on device, write'],
      [join(folder, 'a-folder'), 'it is a folder'],
    ] as const) {
      const failure = await failureOf(() => writeIdMap(name, mapping('1')));
      expect([failure.code, failure.message]).toEqual([
        'storage-failed',
        `The map of ids, ${name}, cannot be written: ${why}.`,
      ]);
    }
  });
});
