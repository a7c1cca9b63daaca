import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { keepMemorySteady } from '../../../host/steady-memory.ts';
import type { FilesLoaded } from '../../../password-hook/load-files.ts';
import type { InputFile } from '../../../records/input-file.ts';
import type { HashDatabase } from '../../../password-hook/hash-database.ts';
import { toldLines } from './told-lines.ts';

/**
 * Loads these files, `-` being standard input, into the database, and tells standard error of lines that are left out. Fails
 * with usage where a file cannot be read or nothing in them can be used, and with aborted: then nothing was changed.
 */
export async function loadNamedFiles(
  host: Host,
  db: HashDatabase,
  databaseFile: string,
  names: readonly string[],
): Promise<FilesLoaded> {
  const { openInput } = await import('../../../records/open-input.ts');
  const { InputFailure } = await import('../../../records/input-file.ts');
  const { loadFiles } = await import('../../../password-hook/load-files.ts');
  const { signal } = host.interruption();
  keepMemorySteady();
  const files: InputFile[] = [];
  const lines = toldLines(host);
  try {
    for (const name of names) files.push(await openInput(name, { stdin: host.stdinChunks(signal), signal }));
    return await loadFiles(db, databaseFile, files, lines.tell);
  } catch (error) {
    if (signal.aborted) {
      throw new IdpError('aborted', 'Interrupted while files were loaded.', {
        hint: untouched,
        cause: error,
      });
    }
    if (!(error instanceof InputFailure)) throw error;
    throw new IdpError('usage', error.message, { hint: untouched, cause: error });
  } finally {
    lines.end();
    for (const file of files) file.close();
  }
}

const untouched = 'Nothing was changed: what was in the database still is.';
