import { IdpError } from '../errors/idp-error.ts';
import { openDatabase, write, type Database } from '../sqlite/database.ts';
import { chainWriter, type Tell } from './audit-chain.ts';
import { Broken } from './broken-chain.ts';
import type { Asker } from './history.ts';
import type { Processes } from './processes.ts';
import { migrations } from './tables.ts';
import { takeTurns, waitMs } from './take-turns.ts';

/** What history needs of the process that uses it. */
export type HistoryWorld = {
  readonly processes: Processes;
  /** On whose behalf this process looks and takes up. */
  readonly asker: Asker;
  readonly now: () => Date;
  /** Is given each audit record once it is kept. */
  readonly onRecord?: ((text: string) => void) | undefined;
};

/** History's one database, shared by what writes it and what looks at it. Everything fails with history-unavailable. */
export type HistoryFile = {
  readonly world: HistoryWorld;
  /** What is read in one `work` is of one moment. */
  read<T>(work: (db: Database) => T): Promise<T>;
  /**
   * One transaction, with what it tells the audit chain. It survives a power cut, unless it is `fleeting` and nothing
   * that is not was written before.
   */
  write<T>(work: (db: Database, tell: Tell) => T, fleeting?: 'fleeting'): Promise<T>;
};

/**
 * One SQLite file of mode 0600, opened at the first use. Several processes may write at once: every write is one
 * immediate transaction that waits for its turn.
 */
export function historyFile(file: string, world: HistoryWorld): HistoryFile {
  let database: Database | undefined;
  let lasting = false;
  const open = (): Database => {
    if (database !== undefined) return database;
    database = openDatabase(file, { migrations, durable: false });
    database.exec(`PRAGMA busy_timeout = ${waitMs}`);
    return database;
  };
  return {
    world,
    read: (work) => guarded(`read from ${file}`, () => atOneMoment(open(), work), unreadable),
    async write(work, fleeting) {
      const { result, written } = await guarded(`written to ${file}`, () => {
        const db = open();
        if (!lasting && fleeting === undefined) {
          db.exec('PRAGMA synchronous = FULL');
          lasting = true;
        }
        const texts: string[] = [];
        return { result: write(db, () => work(db, chainWriter(db, texts))), written: texts };
      });
      for (const text of written) world.onRecord?.(text);
      return result;
    },
  };
}

function atOneMoment<T>(db: Database, work: (db: Database) => T): T {
  db.exec('BEGIN');
  try {
    return work(db);
  } finally {
    db.exec('COMMIT');
  }
}

/** A look sends nothing to anybody, and mostly it is the file that stops it. */
export const unreadable = 'Look at the file that is named, or choose another data folder with XDG_DATA_HOME.';

async function guarded<T>(what: string, work: () => T, hint?: string): Promise<T> {
  try {
    return await takeTurns(work);
  } catch (error) {
    if (error instanceof IdpError || error instanceof Broken) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('history-unavailable', `History cannot be ${what}: ${why}.`, {
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    });
  }
}
