import { join } from 'node:path';
import { historyFile } from '../../../history/history-file.ts';
import type { Host } from '../../../host/host.ts';
import { systemProcesses } from '../../../host/process-mark.ts';

/** Notes what was done with secrets in the audit: names and ids only. Fails with history-unavailable. */
export async function noteSecret(
  host: Host,
  event: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  const history = historyFile(join(host.folders.data, 'history.db'), {
    processes: systemProcesses,
    asker: host.asker,
    now: host.now,
  });
  history.write((_db, tell) => tell({ time: host.now().toISOString(), event, asker: host.asker, ...fields }));
}
