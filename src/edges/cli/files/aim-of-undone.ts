import type { OperationRecord } from '../../../history/history-reader.ts';
import type { Host } from '../../../host/host.ts';
import { openImportJournal } from '../../../transfer/journal/open-import-journal.ts';
import { type Aim, aimOfRecord, journalFolder } from '../each/recorded-run.ts';
import { isFilesRun } from './is-files-run.ts';
import type { KeptFilesRun } from './open-files-run.ts';

/** What chose the Kratos of an operation: as an action on files has kept it, else as far as the record tells. */
export function aimOfUndone(host: Host, undone: OperationRecord): Aim {
  if (!isFilesRun(host, undone.id)) return aimOfRecord(undone);
  const journal = openImportJournal<KeptFilesRun>(journalFolder(host), undone.id);
  try {
    return journal.content.aim;
  } finally {
    journal.close();
  }
}
