import { statSync } from 'node:fs';
import { join } from 'node:path';
import { toIdpError } from '../../errors/idp-error.ts';
import { historyFile, type HistoryFile } from '../../history/history-file.ts';
import type { CopyRecord } from '../../host/copy-audit.ts';
import type { Host } from '../../host/host.ts';
import { printable } from '../../host/printable.ts';
import { systemProcesses } from '../../host/process-mark.ts';

export type LocalHistory = {
  readonly file: HistoryFile;
  /** Fails with usage where audit.yaml is malformed: for what would change something, before it does. */
  requireCopies(): Promise<void>;
};

/** This user's history, whose audit records go also to where audit.yaml in the folder of the configuration says. */
export function localHistory(host: Host): LocalHistory {
  const copies = auditCopies(host);
  const file = historyFile(join(host.folders.data, 'history.db'), {
    processes: systemProcesses,
    asker: host.asker,
    now: host.now,
    onRecord: copies?.copy,
  });
  return { file, requireCopies: async () => void (await copies?.sender()) };
}

/** undefined where nothing is to be copied, which costs one look for a file. */
function auditCopies(
  host: Host,
): { readonly sender: () => Promise<CopyRecord>; readonly copy: CopyRecord } | undefined {
  const file = join(host.folders.config, 'audit.yaml');
  if (!isThere(file)) return undefined;
  const warn = (sentence: string): void => host.stderr.write(`warning: ${printable(sentence)}\n`);
  let sender: Promise<CopyRecord> | undefined;
  const load = (): Promise<CopyRecord> => (sender ??= openCopies(file, host, warn));
  let warned = false;
  return {
    sender: load,
    copy: (record) =>
      void load().then(
        (send) => send(record),
        (error: unknown) => {
          if (!warned) warn(toIdpError(error).message);
          warned = true;
        },
      ),
  };
}

async function openCopies(file: string, host: Host, warn: (sentence: string) => void): Promise<CopyRecord> {
  const [{ readAuditCopies }, { copyAudit }] = await Promise.all([
    import('../../history/audit-copies.ts'),
    import('../../host/copy-audit.ts'),
  ]);
  return copyAudit(await readAuditCopies(file), host.env, warn);
}

/** One that cannot be looked at is there, and is complained of when it is read. */
function isThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}
