import { IdpError } from '../errors/idp-error.ts';
import type { InputFile } from '../records/input-file.ts';
import { type Database, openDatabase } from '../sqlite/database.ts';
import { hashLines } from './hash-lines.ts';
import { type HashEntry, type Loaded, loadHashes } from './load-hashes.ts';

export interface FilesLoaded extends Loaded {
  /** With a hash that can match. */
  readonly lines: number;
  /** Left out. */
  readonly refused: number;
}

/** What an operator should know of a line, counted from 1; nothing of it is repeated. */
export type TellOfLine = (file: string, line: number, message: string) => void;

/**
 * Puts the hashes of these files in the place of all that the database holds; `databaseFile` is where it lies. Fails
 * with usage where no line can be used, and with storage-failed where another process is loading it: nothing is
 * replaced then.
 */
export async function loadFiles(
  db: Database,
  databaseFile: string,
  files: readonly InputFile[],
  tell: TellOfLine,
): Promise<FilesLoaded> {
  let lines = 0;
  let refused = 0;
  const unlock = lockLoading(databaseFile);
  try {
    const loaded = await loadHashes(db, files.map(entriesOf), (file, line) => {
      tell(files[file]?.name ?? '', line, 'an identifier of it comes again, and the last one counts');
    });
    if (loaded.identifiers > 0) return { ...loaded, lines, refused };
  } finally {
    unlock();
  }
  throw new IdpError('usage', 'No line of the files holds a hash that can be used: nothing was changed.', {
    hint: 'A line is {"identifier": …, "hash": …}, or an identifier, a tab and a hash: see docs/password-hook.md.',
  });

  async function* entriesOf(file: InputFile): AsyncGenerator<readonly HashEntry[]> {
    const chunks = hashLines(file, (line, message) => {
      refused += 1;
      tell(file.name, line, message);
    });
    for await (const entries of chunks) {
      lines += entries.length;
      yield entries;
    }
  }
}

/** The lock of a second database: it goes with the process that holds it, however that ends. */
function lockLoading(databaseFile: string): () => void {
  if (databaseFile === ':memory:') return () => undefined;
  const lock = openDatabase(`${databaseFile}-loading`, { migrations: [], durable: false });
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE');
  } catch (error) {
    lock.close();
    throw new IdpError('storage-failed', `Another process is loading ${databaseFile}.`, {
      hint: 'Wait for it to end, then run this again.',
      cause: error,
    });
  }
  return () => lock.close();
}
