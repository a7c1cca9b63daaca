import { IdpError } from '../errors/idp-error.ts';
import { openDatabase, type Database } from '../sqlite/database.ts';
import { findJournal, nameJournal, newJournal, onDisk, removeJournal } from './journal-files.ts';

/**
 * What it takes to go on with an operation over many targets: the targets as they were given, the request, and which
 * Kratos was meant. History keeps people masked, so this lies in a working file beside it, `<operation>.db` of mode
 * 0600 in `folder`, and goes when nothing is left to take up. `C` is plain data; secrets are in it only as references.
 */
export type Journal<C> = {
  readonly content: C;
  /** Targets, each once. */
  readonly count: number;
  /** Lines that repeated an earlier one. */
  readonly repeated: number;
  /** The operation it is of, and which Kratos that was for, as it was opened; undefined where it had no number yet. */
  readonly kept: KeptFor | undefined;
  masked(): IterableIterator<string>;
  /** By position, from 0. */
  at(position: number): JournalTarget;
  keepFor(operation: string, where: Omit<KeptFor, 'operation'>): void;
  doneBy(identityId: string): string | undefined;
  markDone(identityId: string, task: string): void;
  /** Lets go of the file; where nothing is left to take up, it goes too. */
  settle(left: boolean): void;
};

export type JournalTarget = { readonly text: string; readonly line: number };
export type KeptFor = { readonly operation: string; readonly host: string; readonly context: string | null };

export type Preparation<C> = {
  readonly content: C;
  readonly targets: AsyncIterable<JournalTarget> | Iterable<JournalTarget>;
  /** A target as history may keep it. */
  readonly mask: (text: string) => string;
  readonly now: () => Date;
};

/**
 * Writes targets down under a name that says that they are not run yet. What crashed at this is removed first. Fails
 * with storage-failed, or as `targets` does; nothing is left then.
 */
export async function prepareJournal<C>(
  folder: string,
  { content, targets, mask, now }: Preparation<C>,
): Promise<Journal<C>> {
  const file = onDisk(folder, () => newJournal(folder, now()));
  const db = onDisk(file, () => openDatabase(file, { migrations: [tables], durable: true }));
  try {
    // One transaction until it has its number: its lock tells what is being prepared from leftovers.
    onDisk(file, () => db.exec('BEGIN IMMEDIATE'));
    const counts = await writeTargets(db, file, targets, mask);
    onDisk(file, () => {
      putFact(db, 'content', content);
      putFact(db, 'counts', counts);
    });
    return journalIn(db, file);
  } catch (error) {
    db.close();
    removeJournal(file);
    throw error;
  }
}

/**
 * The journal of an operation. Fails with task-ended where there is none: nothing is left to take up; with storage-failed
 * where it is none of this operation.
 */
export function openJournal<C>(folder: string, operation: string): Journal<C> {
  const file = findJournal(folder, operation);
  if (file === undefined) {
    throw new IdpError('task-ended', `Nothing of operation ${operation} is left to take up.`, {
      hint: `Only an import that has sent something, and what was given with --each, can be taken up. Look with idp show-operation ${operation}.`,
    });
  }
  const db = onDisk(file, () => openDatabase(file, { migrations: [tables], durable: false }));
  return onDisk(file, () => {
    const journal = journalIn<C>(db, file);
    if (journal.kept?.operation === operation) return journal;
    db.close();
    throw new Error(`it is not that of operation ${operation}`);
  });
}

function journalIn<C>(opened: Database, path: string): Journal<C> {
  let db = opened;
  let file = path;
  let named = getFact(db, 'kept') !== undefined;
  return {
    ...(getFact(db, 'counts') as Counts),
    content: getFact(db, 'content') as C,
    kept: getFact(db, 'kept') as KeptFor | undefined,
    *masked() {
      for (const row of db.prepare('SELECT masked FROM targets ORDER BY position').iterate()) {
        yield String(row['masked']);
      }
    },
    at(position) {
      const row = onDisk(file, () =>
        db.prepare('SELECT text, line FROM targets WHERE position = ?').get(position),
      );
      if (row === undefined) throw new RangeError(`${file} has no target at position ${position}`);
      return { text: String(row['text']), line: Number(row['line']) };
    },
    keepFor(operation, where) {
      onDisk(file, () => {
        putFact(db, 'kept', { operation, ...where });
        db.exec('COMMIT');
        // The last connection to leave takes the log along: what is renamed is one file.
        db.close();
        file = nameJournal(file, operation);
        named = true;
        db = openDatabase(file, { migrations: [tables], durable: false });
      });
    },
    doneBy(identityId) {
      const row = onDisk(file, () =>
        db.prepare('SELECT task FROM done WHERE identity_id = ?').get(identityId),
      );
      return row === undefined ? undefined : String(row['task']);
    },
    markDone(identityId, task) {
      onDisk(file, () =>
        db.prepare('INSERT OR IGNORE INTO done (identity_id, task) VALUES (?, ?)').run(identityId, task),
      );
    },
    settle(left) {
      db.close();
      if (!left || !named) removeJournal(file);
    },
  };
}

const tables = [
  'CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT',
  `CREATE TABLE targets (
  position INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, masked TEXT NOT NULL, line INTEGER NOT NULL
) STRICT`,
  'CREATE TABLE done (identity_id TEXT PRIMARY KEY, task TEXT NOT NULL) STRICT',
];

type Counts = { readonly count: number; readonly repeated: number };

async function writeTargets(
  db: Database,
  file: string,
  targets: Preparation<unknown>['targets'],
  mask: (text: string) => string,
): Promise<Counts> {
  const insert = db.prepare(
    'INSERT OR IGNORE INTO targets (position, text, masked, line) VALUES (?, ?, ?, ?)',
  );
  let count = 0;
  let repeated = 0;
  for await (const { text, line } of targets) {
    const { changes } = onDisk(file, () => insert.run(count, text, mask(text), line));
    if (changes === 1) count += 1;
    else repeated += 1;
  }
  return { count, repeated };
}

function putFact(db: Database, name: string, value: unknown): void {
  db.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)').run(name, JSON.stringify(value));
}

function getFact(db: Database, name: string): unknown {
  const row = db.prepare('SELECT value FROM facts WHERE name = ?').get(name);
  return row === undefined ? undefined : JSON.parse(String(row['value']));
}
