import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isUniqueViolation, openDatabase, write } from '../../src/sandbox/database.ts';
import { row, rows, run } from '../../src/sandbox/statement.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-database-'));
  file = join(folder, 'deep', 'sandbox.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a new database can be read by its owner only, and so can its folder and its log', () => {
  const db = openDatabase(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700);
  db.close();
});

test('a database can be opened again, and keeps what was written', () => {
  const first = openDatabase(file);
  write(first, () => insert(first, 'a'));
  first.close();
  const second = openDatabase(file);
  expect(rows(second, 'SELECT id FROM identities')).toMatchObject([{ id: 'a' }]);
  second.close();
});

test('a failed transaction leaves nothing behind, and the next one works', () => {
  const db = openDatabase(':memory:');
  const fail = (): void =>
    write(db, () => {
      insert(db, 'a');
      throw new Error('on purpose');
    });
  expect(fail).toThrow('on purpose');
  expect(row(db, 'SELECT count(*) AS count FROM identities')).toMatchObject({ count: 0 });
  expect(write(db, () => insert(db, 'a'))).toBe(1);
  db.close();
});

test('a value that exists already is told from every other failure', () => {
  const db = openDatabase(':memory:');
  insert(db, 'a');
  expect(errorOf(() => insert(db, 'a'))).toSatisfy(isUniqueViolation);
  expect(errorOf(() => run(db, 'INSERT INTO identities (id) VALUES (1)'))).not.toSatisfy(isUniqueViolation);
  db.close();
});

test('a database of a newer version is refused in a sentence that says what to do', () => {
  const db = openDatabase(file);
  db.exec('PRAGMA user_version = 99');
  db.close();
  expect(() => openDatabase(file)).toThrow(/of version 99.*use a newer idp or another data folder/);
});

function insert(db: ReturnType<typeof openDatabase>, id: string): number {
  return run(
    db,
    `INSERT INTO identities (id, schema_id, state, state_changed_at, traits, created_at, updated_at)
     VALUES (?, 'default', 'active', '', '{}', '', '')`,
    id,
  );
}

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
