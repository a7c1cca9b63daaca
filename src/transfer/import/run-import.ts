import { rmSync } from 'node:fs';
import { IdpError, toIdpError } from '../../errors/idp-error.ts';
import { requireWritableIdMap, writeIdMap } from '../journal/id-map-file.ts';
import type { ImportJournal } from '../journal/import-journal.ts';
import { startCanary } from '../pace/canary.ts';
import { requireWritableReport } from '../report/write-report.ts';
import { afterWriting } from './after-writing.ts';
import type { ImportContext } from './import-context.ts';
import { endOfImport, resultsOf } from './import-end.ts';
import type { ImportParameters, ImportResults } from './import-identities.ts';
import type { ImportSettings } from './import-settings.ts';
import { spoolFolderOf } from './open-import.ts';
import { openSitting } from './open-sitting.ts';
import { reportImport } from './report-import.ts';
import type { RowLedger } from './row-ledger.ts';
import { wasNotMade, type WorkRow } from './work-row.ts';

/**
 * One sitting of an import: reads, checks, sends and journals, pulled by what Kratos takes, until all rows have ended or
 * nothing further can be sent. What was done is reported before it fails.
 */
export async function runImport(
  parameters: ImportParameters,
  settings: ImportSettings,
  context: ImportContext,
): Promise<ImportResults> {
  const { kratos: admin, signal, files, operation } = context;
  const started = context.now();
  if (settings.report !== undefined) requireWritableReport(settings.report);
  if (settings.idMap !== undefined) requireWritableIdMap(settings.idMap);
  const sitting = await openSitting(parameters, settings, context);
  const { journal, limiter, meter, ledger, suspects, dispatcher, hookHashes } = sitting;
  const canary =
    settings.protectMs === undefined ? undefined : startCanary({ admin, limiter, meter, signal });
  const shown = setInterval(() => files.show?.(meter.progress()), showEveryMs);
  let failure: IdpError | undefined;
  try {
    await dispatcher.run();
    await suspects.atEnd();
    ledger.write();
    hookHashes?.keep();
    journal.finish();
    if (operation !== undefined) rmSync(spoolFolderOf(context, operation), { recursive: true, force: true });
  } catch (error) {
    failure = signal.aborted ? new IdpError('aborted', 'Interrupted.', { cause: error }) : toIdpError(error);
    keepEnds(ledger, journal, [...dispatcher.left(), ...suspects.left()]);
  } finally {
    clearInterval(shown);
    canary?.stop();
    sitting.close();
  }
  try {
    files.show?.(meter.progress());
    const end = endOfImport(journal, failure, operation, meter.reasons());
    const results = resultsOf(journal.counts());
    context.report({ ...results });
    const { idMap, report } = operation === undefined ? {} : settings;
    const ended = afterWriting(
      end,
      () => idMap !== undefined && writeIdMap(idMap, journal),
      () =>
        report !== undefined && reportImport(report, parameters, context, { meter, journal, end, started }),
    );
    if (ended !== undefined) throw ended;
    return results;
  } finally {
    journal.close();
  }
}

/**
 * What ended before something else failed, and what was surely not made: else the next sitting could not tell an update from
 * what was so before, nor what others made from what this import did.
 */
function keepEnds(ledger: RowLedger, journal: ImportJournal<unknown>, left: readonly WorkRow[]): void {
  try {
    ledger.write();
    journal.takeBack(left.filter(wasNotMade).map(({ row }) => row.position));
  } catch {
    // Where the journal fails that is what is told, or a later failure; the next sitting looks those up.
  }
}

const showEveryMs = 500;
