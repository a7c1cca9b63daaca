import { lastRecord } from './audit-chain.ts';
import type { Audit, AuditRecord } from './audit.ts';
import type { HistoryFile } from './history-file.ts';
import { sweep } from './sweep.ts';
import { verifyAudit } from './verify-audit.ts';

/** The audit chain in the database of `file`. */
export function sqliteAudit(file: HistoryFile): Audit {
  return {
    head: async () => {
      await sweep(file);
      return file.read(lastRecord);
    },
    verify: async (head) => {
      await sweep(file);
      return verifyAudit(file, head);
    },
    async *records() {
      await sweep(file);
      for (let after = 0; ;) {
        const page = await pageAfter(file, after);
        yield* page;
        const last = page.at(-1);
        if (last === undefined) return;
        after = last.number;
      }
    },
    note: async ({ event, time, asker, fields }) => {
      await file.write((_db, tell) => void tell({ time, event, by: asker, fields }));
    },
  };
}

// A record may be large: a reason of a megabyte is kept.
const recordsAtOnce = 100;

async function pageAfter(file: HistoryFile, after: number): Promise<AuditRecord[]> {
  const rows = await file.read((db) =>
    db
      .prepare('SELECT text, hash FROM audit WHERE number > ? ORDER BY number LIMIT ?')
      .all(after, recordsAtOnce),
  );
  return rows.map((row) => ({
    ...(JSON.parse(String(row['text'])) as Omit<AuditRecord, 'hash'>),
    hash: String(row['hash']),
  })) as AuditRecord[];
}
