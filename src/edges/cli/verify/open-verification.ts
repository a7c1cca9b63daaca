import { requireSameKratos } from '../../../engine/same-kratos.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import type { OperationRecord } from '../../../history/history-reader.ts';
import type { Host } from '../../../host/host.ts';
import { createAdmin, type KratosAdmin } from '../../../kratos/admin.ts';
import { originOf } from '../../../kratos/kratos-urls.ts';
import type { ImportJournal } from '../../../transfer/journal/import-journal.ts';
import { openImportJournal } from '../../../transfer/journal/open-import-journal.ts';
import { aimedAt, journalFolder } from '../each/recorded-run.ts';
import { readPace } from '../each/read-pace.ts';
import { engineWorld } from '../engine-world.ts';
import type { KeptFilesRun } from '../files/open-files-run.ts';
import { openHistory } from '../history/open-history.ts';
import { operationNumbered } from '../history/record-number.ts';
import type { VerifyOptions } from './verify-command.ts';

/** What is verified, and with what. */
export type Verification = {
  readonly imported: Imported | undefined;
  readonly admin: KratosAdmin;
  readonly concurrency: number;
  readonly rate: number | undefined;
  readonly signal: AbortSignal;
  readonly leave: () => Promise<void>;
};

export type Imported = {
  readonly operation: OperationRecord;
  readonly journal: ImportJournal<KeptFilesRun>;
};

/**
 * The journal of an import, and a way to the Kratos that it was for. Fails with operation-not-found, with usage where that
 * operation was no import or another Kratos is meant, with task-ended where it sent nothing.
 */
export async function openVerification(
  host: Host,
  number: string | undefined,
  options: VerifyOptions,
  signal: AbortSignal,
): Promise<Verification> {
  const { concurrency, rate } = readPace(options);
  const imported = number === undefined ? undefined : await openImported(host, number);
  const aimed = imported === undefined ? options : aimedAt(options, imported.journal.content.aim);
  const engine = engineWorld(host, aimed, [], signal);
  const leave = async () => {
    imported?.journal.close();
    await engine.leave();
  };
  try {
    const connection = await engine.connect();
    if (imported !== undefined) requireSameKratos(imported.operation, connection);
    const admin = createAdmin(connection.transport, originOf(connection.adminUrl));
    return { imported, admin, concurrency, rate, signal, leave };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function openImported(host: Host, number: string): Promise<Imported> {
  const operation = await operationNumbered(openHistory(host).reader, number);
  if (operation.action !== 'import-identities') throw noImport(operation);
  return { operation, journal: openImportJournal<KeptFilesRun>(journalFolder(host), number) };
}

const noImport = ({ id, action }: OperationRecord): IdpError =>
  new IdpError('usage', `Operation ${id} is no import but ${action}: there is nothing to verify.`, {
    hint: `Look at it with idp show-operation ${id}.`,
  });
