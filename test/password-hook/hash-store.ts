import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHashDatabase } from '../../src/password-hook/hash-database.ts';
import { type FilesLoaded, loadFiles } from '../../src/password-hook/load-files.ts';
import { openInput } from '../../src/records/open-input.ts';
import type { Database } from '../../src/sqlite/database.ts';

/** A folder with a database of hashes in it, and files that are loaded into that. */
export interface HashStore {
  readonly folder: string;
  readonly file: string;
  readonly db: Database;
  /** Every line that was told of: `file:line: what`. */
  readonly told: string[];
  write(name: string, lines: readonly string[]): string;
  load(...files: readonly string[]): Promise<FilesLoaded>;
  leave(): void;
}

export function createHashStore(): HashStore {
  const folder = mkdtempSync(join(tmpdir(), 'idp-hook-'));
  const file = join(folder, 'hook.db');
  const db = openHashDatabase(file);
  const told: string[] = [];
  return {
    folder,
    file,
    db,
    told,
    write(name, lines) {
      const path = join(folder, name);
      writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
      return path;
    },
    async load(...files) {
      const inputs = await Promise.all(files.map((path) => openInput(path)));
      return loadFiles(db, file, inputs, (name, line, message) => {
        told.push(`${name.slice(folder.length + 1)}:${line}: ${message}`);
      });
    },
    leave() {
      if (db.isOpen) db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Of the password `hashcat`. */
export const phpass = '$P$984478476IagS59wHZvyQMArzfx58u.';
export const apr1 = '$apr1$71850310$gh9m4xcAn3MGxogwX/ztb.';
export const drupal = '$S$C33783772bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQlvxHlmzLf';
