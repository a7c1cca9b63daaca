import type { Host } from '../../../host/host.ts';
import { findImportJournal } from '../../../transfer/journal/open-import-journal.ts';
import { journalFolder } from '../each/recorded-run.ts';

/** Whether an operation is an action on files that keeps how far it came. */
export const isFilesRun = (host: Host, operation: string): boolean =>
  findImportJournal(journalFolder(host), operation) !== undefined;
