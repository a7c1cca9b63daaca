import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, write } from '../../src/sqlite/database.ts';

const first = ['CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT'];
const second = ['ALTER TABLE notes ADD COLUMN author TEXT', "UPDATE notes SET author = 'ada'"];

describe('a database of ours', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'idp-sqlite-'));
    file = join(folder, 'deep', 'notes.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('can be read by its owner only, and so can its folder and its log', () => {
    const db = openDatabase(file, { migrations: [first], durable: true });
    const modes = [file, `${file}-wal`, join(folder, 'deep')].map((path) => statSync(path).mode & 0o777);
    db.close();
    expect(modes).toEqual([0o600, 0o600, 0o700]);
  });

  it('that others could read is taken from them, with its log', () => {
    const open = openDatabase(file, { migrations: [first], durable: true });
    const paths = [file, `${file}-wal`, `${file}-shm`];
    for (const path of paths) chmodSync(path, 0o644);
    openDatabase(file, { migrations: [first], durable: true }).close();
    expect(paths.map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    open.close();
  });

  it('is brought to the newest version, keeping what is in it', () => {
    const old = openDatabase(file, { migrations: [first], durable: false });
    write(old, () => old.exec("INSERT INTO notes (text) VALUES ('kept')"));
    old.close();
    const db = openDatabase(file, { migrations: [first, second], durable: false });
    expect(db.prepare('SELECT text, author FROM notes').all()).toEqual([{ text: 'kept', author: 'ada' }]);
    db.close();
  });

  it('of a newer version is refused, and stays as it is', () => {
    openDatabase(file, { migrations: [first, second], durable: false }).close();
    expect(() => openDatabase(file, { migrations: [first], durable: false })).toThrow(
      'the database is of version 2, and this idp knows versions up to 1',
    );
    openDatabase(file, { migrations: [first, second], durable: false }).close();
  });

  it('whose migration fails is left at its old version', () => {
    openDatabase(file, { migrations: [first], durable: false }).close();
    const broken = [first, ['CREATE TABLE more (id INTEGER) STRICT', 'no SQL']];
    expect(() => openDatabase(file, { migrations: broken, durable: false })).toThrow('syntax error');
    openDatabase(file, { migrations: [first, second], durable: false }).close();
  });

  it('loses nothing when eight processes read, then write, at once', async () => {
    const script = `
      const { openDatabase, write } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/sqlite/database.ts'))});
      const db = openDatabase(${JSON.stringify(file)}, { migrations: ${JSON.stringify([first])}, durable: false });
      for (let i = 0; i < 50; i += 1) write(db, () => {
        const { n } = db.prepare('SELECT count(*) AS n FROM notes').get();
        db.prepare('INSERT INTO notes (id, text) VALUES (?, ?)').run(n + 1, 'x');
      });`;
    const run = promisify(execFile);
    await Promise.all(
      Array.from({ length: 8 }, () => run(process.execPath, ['--input-type=module', '-e', script])),
    );
    const db = openDatabase(file, { migrations: [first], durable: false });
    expect(db.prepare('SELECT count(*) AS n, max(id) AS last FROM notes').get()).toEqual({
      n: 400,
      last: 400,
    });
    db.close();
  });
});
