import { statSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFinder } from '../../src/password-hook/find-hash.ts';
import { openHashDatabase } from '../../src/password-hook/hash-database.ts';
import { loadHashes } from '../../src/password-hook/load-hashes.ts';
import { markMigrated } from '../../src/password-hook/mark-migrated.ts';
import { migrationCounts } from '../../src/password-hook/migration-counts.ts';
import { openDatabase } from '../../src/sqlite/database.ts';
import { apr1, createHashStore, drupal, type HashStore, phpass } from './hash-store.ts';

let store: HashStore;
beforeEach(() => (store = createHashStore()));
afterEach(() => store.leave());

const known = (): string[] =>
  store.db
    .prepare('SELECT identifier, kind, hash FROM hashes ORDER BY identifier')
    .all()
    .map((row) => `${String(row['identifier'])} ${String(row['kind'])} ${String(row['hash'])}`);

describe('loading files', () => {
  it('takes JSON lines and texts parted by tabs, also in one file, also packed', async () => {
    const one = store.write('one', [
      `Ada@Example.com\t${phpass}`,
      '',
      `{"identifier":"bob","hash":"${apr1}"}`,
    ]);
    const two = join(store.folder, 'two.gz');
    writeFileSync(two, gzipSync(`\uFEFFcarol\t${drupal}`));
    expect(await store.load(one, two)).toEqual({
      identifiers: 3,
      added: 3,
      changed: 0,
      unchanged: 0,
      removed: 0,
      repeated: 0,
      lines: 3,
      refused: 0,
    });
    expect(known()).toEqual([
      `ada@example.com phpass ${phpass}`,
      `bob apr1 ${apr1}`,
      `carol drupal ${drupal}`,
    ]);
    expect(store.told).toEqual([]);
  });

  it('tells of every line that is left out, without the hash, and goes on', async () => {
    const file = store.write('file', [
      'ada\t$P$not-a-hash',
      '{"identifier":',
      `bob\t${phpass}`,
      'x'.repeat(70_000),
      'end',
    ]);
    expect(await store.load(file)).toMatchObject({ identifiers: 1, lines: 1, refused: 4 });
    expect(store.told).toEqual([
      'file:1: a hash of phpass has 34 characters: $P$, its cost, 8 of salt and 22 of digest',
      'file:2: the line is not JSON',
      'file:4: the line has more than 65536 bytes',
      'file:5: the line is neither a JSON object nor an identifier, a tab and a hash',
    ]);
  });

  it('keeps the last hash of an identifier that comes again, and tells of those before it', async () => {
    const one = store.write('one', [`ada\t${phpass}`, `bob\t${phpass}`, `ADA\t${apr1}`]);
    const two = store.write('two', ['', `{"identifiers":["bob","ada"],"hash":"${drupal}"}`]);
    expect(await store.load(one, two)).toMatchObject({ identifiers: 2, repeated: 3, lines: 4 });
    expect(store.told.toSorted()).toEqual(
      [1, 2, 3].map((line) => `one:${line}: an identifier of it comes again, and the last one counts`),
    );
    expect(known()).toEqual([`ada drupal ${drupal}`, `bob drupal ${drupal}`]);
  });

  it('puts the whole in the place of what was there', async () => {
    await store.load(store.write('one', [`ada\t${phpass}`, `bob\t${phpass}`, `carol\t${phpass}`]));
    const again = await store.load(store.write('two', [`ada\t${phpass}`, `bob\t${apr1}`, `dora\t${apr1}`]));
    expect(again).toMatchObject({ identifiers: 3, unchanged: 1, changed: 1, added: 1, removed: 1 });
    expect(known()).toEqual([`ada phpass ${phpass}`, `bob apr1 ${apr1}`, `dora apr1 ${apr1}`]);
    const { kinds } = migrationCounts(store.db);
    expect(Object.fromEntries(kinds)).toMatchObject({ apr1: { total: 2 }, phpass: { total: 1 } });
  });

  it('changes nothing when the same is loaded again: who has come over stays so', async () => {
    const file = store.write('file', [`ada\t${phpass}`, `bob\t${phpass}`]);
    await store.load(file);
    markMigrated(store.db, 'ada', new Date());
    markMigrated(store.db, 'ada', new Date());
    const before = store.db.prepare('SELECT * FROM hashes').all();
    expect(await store.load(file)).toMatchObject({ added: 0, changed: 0, unchanged: 2, removed: 0 });
    expect(store.db.prepare('SELECT * FROM hashes').all()).toEqual(before);
    expect(migrationCounts(store.db)).toMatchObject({ total: 2, migrated: 1, left: 1, again: 1 });
  });

  it('leaves who has come over alone, though their hash is another one', async () => {
    await store.load(store.write('one', [`ada\t${phpass}`]));
    markMigrated(store.db, 'ada', new Date());
    await store.load(store.write('two', [`ada\t${apr1}`]));
    expect(migrationCounts(store.db)).toMatchObject({ total: 1, migrated: 1 });
  });

  it('remembers who has come over when a file without them was loaded between', async () => {
    const whole = store.write('whole', [`ada\t${phpass}`, `bob\t${phpass}`]);
    await store.load(whole);
    markMigrated(store.db, 'ada', new Date());
    markMigrated(store.db, 'ada', new Date());
    await store.load(store.write('half', [`bob\t${phpass}`]));
    expect(migrationCounts(store.db)).toMatchObject({ total: 1, migrated: 0, left: 1, again: 0 });
    await store.load(whole);
    expect(migrationCounts(store.db)).toMatchObject({ total: 2, migrated: 1, left: 1, again: 1 });
  });

  it('takes over a further identifier of who has come over', async () => {
    await store.load(store.write('one', [`ada@example.com\t${phpass}`, `bob\t${phpass}`]));
    markMigrated(store.db, 'ada@example.com', new Date());
    const people = [
      `{"identifiers":["ada@example.com","ada"],"hash":"${phpass}"}`,
      `{"identifiers":["bob","bob@example.com"],"hash":"${phpass}"}`,
    ];
    await store.load(store.write('two', people));
    expect(migrationCounts(store.db)).toMatchObject({ total: 4, migrated: 2, left: 2, again: 0 });
  });

  it('changes nothing where no line can be used', async () => {
    await store.load(store.write('one', [`ada\t${phpass}`]));
    await expect(store.load(store.write('two', ['ada\tnothing', 'x']))).rejects.toMatchObject({
      code: 'usage',
      message: 'No line of the files holds a hash that can be used: nothing was changed.',
    });
    expect(known()).toEqual([`ada phpass ${phpass}`]);
  });

  it('changes nothing when it fails on the way, and can be done again', async () => {
    const file = store.write('one', [`ada\t${phpass}`]);
    await store.load(file);
    await expect(loadHashes(store.db, [broken()], () => undefined)).rejects.toThrow('the disk fell out');
    expect(known()).toEqual([`ada phpass ${phpass}`]);
    expect(await store.load(file)).toMatchObject({ unchanged: 1, removed: 0 });
  });

  it('is refused while another process loads the same database', async () => {
    const other = openDatabase(`${store.file}-loading`, { migrations: [], durable: false });
    other.exec('BEGIN IMMEDIATE');
    await expect(store.load(store.write('one', [`ada\t${phpass}`]))).rejects.toMatchObject({
      code: 'storage-failed',
      message: `Another process is loading ${store.file}.`,
    });
    other.close();
    expect(await store.load(join(store.folder, 'one'))).toMatchObject({ identifiers: 1 });
  });

  it('is seen at once by who has the database open, and by nobody before it is complete', async () => {
    await store.load(store.write('one', [`ada\t${phpass}`]));
    const serving = openHashDatabase(store.file);
    const find = hashFinder(serving);
    async function* slowly() {
      yield [{ identifiers: ['bob'], kind: 'apr1', hash: apr1, line: 1 }] as const;
      expect(find('bob')).toMatchObject({ isDecoy: true, hash: phpass });
      expect(find('ada')).toMatchObject({ isDecoy: false });
    }
    await loadHashes(store.db, [slowly()], () => undefined);
    expect(find('bob')).toEqual({ isDecoy: false, kind: 'apr1', hash: apr1 });
    expect(find('ada')).toMatchObject({ isDecoy: true, hash: apr1 });
    serving.close();
  });

  it('makes files that nobody else can read', async () => {
    await store.load(store.write('one', [`ada\t${phpass}`]));
    const modes = [store.file, `${store.file}-loading`].map((file) => statSync(file).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
  });
});

describe('who has come over', () => {
  it('is counted once, and once more where Kratos asks again', async () => {
    await store.load(store.write('one', [`ada\t${phpass}`, `bob\t${apr1}`]));
    expect([1, 2, 3].map(() => markMigrated(store.db, 'ada', new Date()))).toEqual([
      'first',
      'again',
      'again',
    ]);
    const { kinds, ...all } = migrationCounts(store.db);
    expect(all).toEqual({ total: 2, migrated: 1, left: 1, again: 1 });
    expect(kinds.get('apr1')).toEqual({ total: 1, migrated: 0, left: 1, again: 0 });
  });

  it('has come over with all identifiers', async () => {
    const people = [`{"identifiers":["ada@example.com","ada"],"hash":"${phpass}"}`, `bob\t${phpass}`];
    await store.load(store.write('one', people));
    expect(markMigrated(store.db, 'ada', new Date())).toBe('first');
    expect(migrationCounts(store.db)).toMatchObject({ total: 3, migrated: 2, left: 1 });
    expect(markMigrated(store.db, 'ada@example.com', new Date())).toBe('again');
  });

  it('is not counted where the files no longer have them', () => {
    expect(markMigrated(store.db, 'ada', new Date())).toBe('first');
    expect(migrationCounts(store.db)).toMatchObject({ total: 0, migrated: 0 });
  });
});

async function* broken() {
  yield [{ identifiers: ['bob'], kind: 'phpass', hash: phpass, line: 1 }] as const;
  throw new Error('the disk fell out');
}
