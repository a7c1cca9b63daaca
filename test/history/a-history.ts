import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Audit, AuditRecord } from '../../src/history/audit.ts';
import { historyFile, type HistoryFile, type HistoryWorld } from '../../src/history/history-file.ts';
import type { HistoryReader } from '../../src/history/history-reader.ts';
import type { Asker, History, NewOperation, TaskEnd } from '../../src/history/history.ts';
import { sqliteAudit } from '../../src/history/sqlite-audit.ts';
import { sqliteHistory } from '../../src/history/sqlite-history.ts';
import { sqliteHistoryReader } from '../../src/history/sqlite-history-reader.ts';
import { systemProcesses } from '../../src/host/process-mark.ts';
import { quietEnvironment } from '../build/quiet-environment.ts';

export const ada: Asker = { user: 'ada', machine: 'machine', from: null, door: 'cli', actor: null };

/** A history of this process, used by Ada. */
export function aHistoryFile(file: string, changes: Partial<HistoryWorld> = {}): HistoryFile {
  return historyFile(file, { processes: systemProcesses, asker: ada, now: () => new Date(), ...changes });
}

export const aHistory = (file = ':memory:'): History => sqliteHistory(aHistoryFile(file));

/** A write by Ada, with what a test says of it. */
export const anOperation = (said: Partial<NewOperation> = {}): NewOperation => ({
  action: 'disable-identity',
  effect: 'write',
  dryRun: false,
  asker: ada,
  host: 'kratos.test',
  context: 'prod',
  reason: 'a ticket',
  parameters: { email: 'g***@e***.com' },
  target: 'g***@e***.com',
  enqueued: '2030-01-01T00:00:00.000Z',
  ...said,
});

/** A good end, with what a test says of it. */
export const anEnd = (said: Partial<TaskEnd> = {}): TaskEnd => ({
  status: 'completed',
  identityId: '9f425a8d-7efc-4768-8f23-7647a74fdf13',
  changed: true,
  started: '2030-01-01T00:00:01.000Z',
  completed: '2030-01-01T00:00:02.000Z',
  error: undefined,
  results: { changed: true },
  changes: [{ name: 'state', before: 'active', after: 'inactive' }],
  requests: [{ id: 'r1', method: 'PATCH', path: '/admin/identities/x', status: 200 }],
  ...said,
});

/** All of one history, on a file in a folder of its own. */
export type Desk = {
  readonly path: string;
  readonly file: HistoryFile;
  readonly history: History;
  readonly reader: HistoryReader;
  readonly audit: Audit;
  /** The whole chain. */
  records(): Promise<AuditRecord[]>;
  /** What the tables hold, or are made to hold, past all that history does. The triggers are out of the way. */
  sql(text: string): Record<string, unknown>[];
  /** `task` numbers of an operation of so many targets. */
  openMany(count: number, said?: Partial<NewOperation>): Promise<{ operation: string; tasks: string[] }>;
  leave(): void;
};

export function aDesk(changes: Partial<HistoryWorld> = {}): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'idp-history-'));
  const path = join(folder, 'history.db');
  const file = aHistoryFile(path, changes);
  const history = sqliteHistory(file);
  const audit = sqliteAudit(file);
  return {
    path,
    file,
    history,
    reader: sqliteHistoryReader(file),
    audit,
    async records() {
      const records: AuditRecord[] = [];
      for await (const record of audit.records()) records.push(record);
      return records;
    },
    sql(text) {
      const db = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: false });
      try {
        db.exec(
          'DROP TRIGGER IF EXISTS audit_is_never_changed; DROP TRIGGER IF EXISTS audit_is_never_deleted',
        );
        return db.prepare(text).all();
      } finally {
        db.close();
      }
    },
    async openMany(count, said) {
      const targets = Array.from({ length: count }, (_, at) => `p***${at}@e***.com`);
      const { operation, firstTask } = await history.openMany(anOperation(said), targets, count);
      return { operation, tasks: targets.map((_, at) => String(Number(firstTask) + at)) };
    },
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A process that runs `script` with a desk's `history`, `reader` and `audit`, and `anOperation` and `anEnd`. */
export function aProcess(path: string, script: string): ChildProcess {
  const text = `
    const { ada, aHistoryFile, anOperation, anEnd } = await import(${source('a-history.ts')});
    const { sqliteHistory } = await import(${source('../../src/history/sqlite-history.ts')});
    const { sqliteHistoryReader } = await import(${source('../../src/history/sqlite-history-reader.ts')});
    const { sqliteAudit } = await import(${source('../../src/history/sqlite-audit.ts')});
    const file = aHistoryFile(${JSON.stringify(path)});
    const [history, reader, audit] = [sqliteHistory(file), sqliteHistoryReader(file), sqliteAudit(file)];
    ${script}`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', text];
  const env = quietEnvironment(dirname(path));
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

const source = (name: string): string => JSON.stringify(join(import.meta.dirname, name));

/** How a process ended: its exit status, or the signal that ended it, and what it printed. */
export function ended(child: ChildProcess): Promise<{ end: number | string | null; printed: string }> {
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => resolve({ end: signal ?? exit, printed }));
  });
}
