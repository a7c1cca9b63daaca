import { existsSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IdpError } from '../errors/idp-error.ts';
import { openDatabase, write } from '../sqlite/database.ts';
import type { Contexts } from './contexts.ts';
import { readRegularFile } from '../yaml/read-regular-file.ts';

/** The contexts kept in a file; none where there is no file. Fails with storage-failed or usage (malformed). */
export async function readContexts(file: string): Promise<Contexts> {
  const text = readText(file);
  if (text === '') return { current: null, contexts: {} };
  const { parseContexts } = await import('./contexts-text.ts');
  return parseContexts(text, file);
}

/**
 * Makes the kept contexts what `change` says of the known ones, and keeps comments. The file is written as a whole or not
 * at all, readable by its owner only. Of several processes each sees what those before it wrote: they wait up to
 * five seconds for each other. Fails with storage-failed or usage (malformed), and as `change` does.
 */
export async function changeContexts(file: string, change: (known: Contexts) => Contexts): Promise<void> {
  // Loaded beforehand, because others wait while the lock is held.
  const { changeContextsText } = await import('./contexts-text.ts');
  const lock = join(dirname(file), 'contexts.lock');
  try {
    whileLocked(lock, () => replaceFile(file, changeContextsText(readText(file), file, change)));
  } catch (error) {
    if (error instanceof IdpError) throw error;
    if ((error as { code?: unknown }).code === 'ERR_SQLITE_ERROR') throw notLocked(lock, error);
    throw new IdpError('storage-failed', `The contexts cannot be written to ${file}: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

/** SQLite's write lock on an empty database: unlike a lock file, it ends with the process that holds it. */
function whileLocked(lock: string, work: () => void): void {
  const db = openDatabase(lock, { migrations: [], durable: false });
  try {
    write(db, work);
  } finally {
    db.close();
  }
}

function notLocked(lock: string, error: unknown): IdpError {
  if ((error as { errcode?: number }).errcode === busy) {
    return new IdpError('storage-failed', 'Another idp has been changing the contexts for five seconds.', {
      hint: 'Nothing was changed: run it again.',
      cause: error,
    });
  }
  return new IdpError(
    'storage-failed',
    `The lock of the contexts, ${lock}, cannot be used: ${messageOf(error)}.`,
    {
      hint: 'Nothing was changed. Remove that file, or free space, and run it again.',
      cause: error,
    },
  );
}

/** SQLITE_BUSY */
const busy = 5;

/** Empty where there is no file. */
function readText(file: string): string {
  try {
    return readRegularFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new IdpError('storage-failed', `The contexts in ${file} cannot be read: ${messageOf(error)}.`);
  }
}

function replaceFile(named: string, text: string): void {
  // Of a link, what it leads to is replaced.
  const file = existsSync(named) ? realpathSync(named) : named;
  const beside = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    writeFileSync(beside, text, { mode: 0o600 });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
