import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { HashDatabase } from '../../../password-hook/hash-database.ts';

export type DatabaseOptions = { readonly database?: string };

/** The database of --database, or that of this user. */
export function hookDatabaseFile(host: Host, { database }: DatabaseOptions): string {
  return database ?? join(host.folders.data, 'password-hook.db');
}

/** Fails with usage where nothing was loaded ever: looking makes no file. */
export function requireHookDatabase(file: string): void {
  if (existsSync(file)) return;
  throw new IdpError('usage', `There are no hashes in ${file}: it is not there.`, {
    hint: 'Load them with idp password-hook load FILE, or name another with --database.',
  });
}

/** Runs `work` with the database, and closes it. Fails with storage-failed where it cannot be used. */
export async function withHookDatabase<T>(
  file: string,
  work: (db: HashDatabase) => Promise<T> | T,
): Promise<T> {
  const { openHashDatabase } = await import('../../../password-hook/hash-database.ts');
  let db: HashDatabase | undefined;
  try {
    db = openHashDatabase(file);
    return await work(db);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof IdpError || !isOfStorage(error)) throw error;
    throw new IdpError(
      'storage-failed',
      `The database ${file} cannot be used: ${error.message.replace(/\.$/, '')}.`,
      {
        hint: 'Make its folder writable and see that there is room, or choose another with --database.',
        cause: error,
      },
    );
  } finally {
    db?.close();
  }
}

/** SQLite's own failures, and those of the file system. */
const isOfStorage = (error: Error): boolean =>
  'errcode' in error || 'syscall' in error || /database/.test(error.message);
