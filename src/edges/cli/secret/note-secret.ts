import { sqliteAudit } from '../../../history/sqlite-audit.ts';
import type { Host } from '../../../host/host.ts';
import { localHistory } from '../local-history.ts';

/** Notes what was done with secrets in the audit: names and ids only. Fails with history-unavailable. */
export async function noteSecret(
  host: Host,
  event: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { file } = localHistory(host);
  await sqliteAudit(file).note({ event, time: host.now().toISOString(), asker: host.asker, fields });
}
