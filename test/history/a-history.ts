import { historyFile, type HistoryFile, type HistoryWorld } from '../../src/history/history-file.ts';
import type { Asker, History } from '../../src/history/history.ts';
import { sqliteHistory } from '../../src/history/sqlite-history.ts';
import { systemProcesses } from '../../src/host/process-mark.ts';

export const ada: Asker = { user: 'ada', machine: 'machine', from: null, door: 'cli', actor: null };

/** A history of this process, used by Ada. */
export function aHistoryFile(file: string, changes: Partial<HistoryWorld> = {}): HistoryFile {
  return historyFile(file, { processes: systemProcesses, asker: ada, now: () => new Date(), ...changes });
}

export const aHistory = (file = ':memory:'): History => sqliteHistory(aHistoryFile(file));
