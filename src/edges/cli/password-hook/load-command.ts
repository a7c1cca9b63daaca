import { outcomeError } from '../../../engine/outcome.ts';
import { errorTable } from '../../../errors/error-table.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { FilesLoaded } from '../../../password-hook/load-files.ts';
import type { GlobalOptions } from '../options.ts';
import { renderError } from '../render-end.ts';
import { renderData } from '../render-outcome.ts';
import { say } from '../say.ts';
import { type DatabaseOptions, hookDatabaseFile, withHookDatabase } from './hook-database.ts';
import { loadNamedFiles } from './load-named-files.ts';

/** `idp password-hook load`; exit 6 where lines were left out. Gives the exit status. */
export async function loadCommand(
  host: Host,
  files: readonly string[],
  options: GlobalOptions & DatabaseOptions,
): Promise<number> {
  const database = hookDatabaseFile(host, options);
  let refused = 0;
  await say(host, options, async () => {
    const loaded = await withHookDatabase(database, (db) => loadNamedFiles(host, db, database, files));
    refused = loaded.refused;
    return options.format === 'text' ? inWords(loaded) : renderData({ database, ...loaded }, options.format);
  });
  if (refused === 0) return 0;
  const lines = refused === 1 ? '1 line was' : `${refused} lines were`;
  const error = new IdpError('partial', `${lines} left out; the others are loaded.`, {
    hint: 'Mend those lines and load the whole again: who has come over stays so.',
  });
  host.stderr.write(renderError(outcomeError(error), host));
  return errorTable.partial.exit;
}

function inWords({ identifiers, added, changed, unchanged, removed, repeated }: FilesLoaded): string {
  const again = repeated === 0 ? '' : ` ${repeated} came more than once, and the last one counts.`;
  const all = identifiers === 1 ? '1 identifier is' : `${identifiers} identifiers are`;
  return `${all} loaded: ${added} new, ${changed} with another hash, ${unchanged} as before; ${removed} removed.${again}\n`;
}
