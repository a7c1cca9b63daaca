import { IdpError } from '../errors/idp-error.ts';
import { openDatabase, type Database } from '../sqlite/database.ts';
import type { Tell } from './audit-chain.ts';
import { Broken } from './broken-chain.ts';
import type { Asker } from './history.ts';
import type { Processes } from './processes.ts';
import { migrations } from './tables.ts';
import { takeTurns, waitMs } from './take-turns.ts';
import { writeTogether, type Writing, type Written } from './write-together.ts';

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
   * One transaction, with what it tells the audit chain, or part of one with what else is to be written at that moment. It
   * survives a power cut, unless it is `fleeting` and nothing that is not was written before.
   */
  write<T>(work: (db: Database, tell: Tell) => T, fleeting?: 'fleeting'): Promise<T>;
};

type Waiting = {
  readonly work: Writing<unknown>;
  readonly fleeting: 'fleeting' | undefined;
  readonly end: (written: Written<unknown>) => void;
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
  let waiting: Waiting[] = [];
  let isComing = false;
  let isAlone = true;
  /** What the same turn of the event loop brings goes along; but where nobody else writes, a hang-up leaves little time. */
  function writeSoon(): void {
    if (isComing) return;
    isComing = true;
    setImmediate(() => {
      isComing = false;
      if (waiting.length > 0) void writeWaiting();
    });
    if (isAlone) void writeWaiting();
  }
  async function writeWaiting(): Promise<void> {
    const now = waiting;
    waiting = [];
    isAlone = now.length === 1;
    try {
      const written = await guarded(`written to ${file}`, () => {
        const db = open();
        if (!lasting && now.some(({ fleeting }) => fleeting === undefined)) {
          db.exec('PRAGMA synchronous = FULL');
          lasting = true;
        }
        return writeTogether(
          db,
          now.map(({ work }) => work),
        );
      });
      for (const [index, one] of written.entries()) now[index]?.end(one);
    } catch (error) {
      for (const { end } of now) end({ error });
    }
  }
  function ended<T>(written: Written<T>): T {
    if ('error' in written) throw unavailable(written.error, `written to ${file}`);
    for (const text of written.told) world.onRecord?.(text);
    return written.result;
  }
  return {
    world,
    read: (work) => guarded(`read from ${file}`, () => atOneMoment(open(), work), unreadable),
    async write<T>(work: Writing<T>, fleeting?: 'fleeting') {
      const written = new Promise<Written<T>>((end) => {
        waiting.push({ work, fleeting, end: end as Waiting['end'] });
        writeSoon();
      });
      return ended(await written);
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
    throw unavailable(error, what, hint);
  }
}

function unavailable(error: unknown, what: string, hint?: string): unknown {
  if (error instanceof IdpError || error instanceof Broken) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new IdpError('history-unavailable', `History cannot be ${what}: ${why}.`, {
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}
