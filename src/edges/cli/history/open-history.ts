import { statSync } from 'node:fs';
import { join } from 'node:path';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Audit } from '../../../history/audit.ts';
import { unreadable } from '../../../history/history-file.ts';
import type { HistoryReader } from '../../../history/history-reader.ts';
import { sqliteAudit } from '../../../history/sqlite-audit.ts';
import { sqliteHistoryReader } from '../../../history/sqlite-history-reader.ts';
import type { Host } from '../../../host/host.ts';
import { localHistory } from '../local-history.ts';
import { emptyHistory } from './empty-history.ts';

export type RecordedHistory = {
  readonly reader: HistoryReader;
  readonly audit: Pick<Audit, 'head' | 'verify' | 'records'>;
};

/** What this user has run. Where that is nothing, looking makes no file. Fails with history-unavailable. */
export function openHistory(host: Host): RecordedHistory {
  const database = join(host.folders.data, 'history.db');
  if (!isThere(database)) return emptyHistory;
  const { file } = localHistory(host);
  return { reader: sqliteHistoryReader(file), audit: sqliteAudit(file) };
}

function isThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('history-unavailable', `History cannot be read from ${file}: ${why}.`, {
      hint: unreadable,
      cause: error,
    });
  }
}
