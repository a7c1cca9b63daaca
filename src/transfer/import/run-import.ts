import { rmSync } from 'node:fs';
import { IdpError, toIdpError } from '../../errors/idp-error.ts';
import { openChecker } from '../check/open-checker.ts';
import { readRows } from '../read/read-rows.ts';
import { startCanary } from '../pace/canary.ts';
import { afterWriting } from './after-writing.ts';
import { completeRow } from './complete-row.ts';
import { createDispatcher } from './dispatch-rows.ts';
import { createHashing } from './hash-plain-passwords.ts';
import { openHookHashes } from './hook-hashes-file.ts';
import { requireWritableIdMap, writeIdMap } from '../journal/id-map-file.ts';
import type { ImportContext } from './import-context.ts';
import type { ImportParameters, ImportResults } from './import-identities.ts';
import type { ImportJournal } from '../journal/import-journal.ts';
import { createImportMeter } from '../progress/import-meter.ts';
import type { ImportSettings } from './import-settings.ts';
import { endOfImport, resultsOf, tooManyRejected } from './import-end.ts';
import { openImport, spoolFolderOf } from './open-import.ts';
import { openPresence } from '../presence/presence.ts';
import { createReachability } from '../pace/reachability.ts';
import { reportImport } from './report-import.ts';
import { requireWritableReport } from '../report/write-report.ts';
import { createRowLedger, type RowLedger } from './row-ledger.ts';
import { createRowPace, largestBatchAt } from '../pace/row-pace.ts';
import { rowsToSend } from './rows-to-send.ts';
import { createSendLimiter } from '../pace/send-limiter.ts';
import { sendRows } from './send-rows.ts';
import type { SendingWorld } from './sending-world.ts';
import { createServerTime } from './server-time.ts';
import { createSuspects } from './suspects.ts';
import { wait } from '../pace/wait.ts';
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
  const { kratos: admin, signal, files, log, operation } = context;
  const started = context.now();
  if (settings.report !== undefined) requireWritableReport(settings.report);
  if (settings.idMap !== undefined) requireWritableIdMap(settings.idMap);
  // Before a pipe is waited for: that Kratos is there, what its schemas are, and what time it has.
  const serverTime = createServerTime();
  serverTime.learn((await admin.plainRead()).serverDate);
  const checker = await openChecker(admin, files.workFolder(), signal);
  const presence = await openPresence({ admin, workFolder: files.workFolder(), signal });
  const { journal, input } = await openImport(parameters, context);
  const limiter = createSendLimiter({
    largestBatch: largestBatchAt(settings.maxRate, largestBatch),
    maxConcurrency: settings.maxConcurrency,
    protectMs: settings.protectMs,
  });
  const meter = createImportMeter({
    now: () => performance.now(),
    bytesAll: input.bytesAll,
    bytesRead: input.bytesRead,
    concurrency: () => dispatcher.underWay(),
    batchSize: () => limiter.batchSize(),
    maxRejectShare: settings.maxRejectShare,
    before: { counts: journal.counts(), reasons: journal.reasons() },
  });
  const ledger = createRowLedger(journal, meter);
  const suspects = createSuspects(ledger);
  const reachability = createReachability({
    plainRead: async () => serverTime.learn((await admin.plainRead(signal)).serverDate),
    giveUpAfterMs: settings.giveUpAfterMs,
    signal,
    say: log,
  });
  const completing = { admin, journal, reachability };
  const hookHashes =
    parameters['hook-hashes'] === undefined || operation === undefined
      ? undefined
      : openHookHashes(parameters['hook-hashes']);
  const sending: SendingWorld = {
    admin,
    settings,
    journal,
    ledger,
    limiter,
    meter,
    presence,
    reachability,
    suspects,
    serverTime,
    hash: settings.hashPasswords === undefined ? undefined : createHashing(settings.hashPasswords, signal),
    underWay: () => dispatcher.underWay(),
    sendAgain: (rows) => dispatcher.sendAgain(rows),
    giveBack: (rows) => dispatcher.giveBack(rows),
    complete: ({ ready, row }, identityId) => completeRow(ready, row, identityId, completing, false),
  };
  const dispatcher = createDispatcher({
    rows: rowsToSend(readRows(input, { signal, workFolder: files.workFolder() }), {
      check: (row) => checker.check(row),
      journal,
      ledger,
      isResumed: files.isResumed,
      includeUncertain: settings.includeUncertain,
      onRead: (rows) => meter.read(rows),
      onTakenUp: (reason) => meter.ended('uncertain', -1, reason),
      onFileProblem: (problem, file) => log(`${file}: ${problem.message}.`),
      onHook: (hook) => hookHashes?.add(hook),
      complete: (ready, row, identityId) => completeRow(ready, row, identityId, completing, true),
    }),
    limiter,
    pace: createRowPace({
      maxRate: settings.maxRate,
      pauseMs: () => limiter.pauseMs(),
      now: () => performance.now(),
      wait: (milliseconds) => wait(milliseconds, signal),
    }),
    reachability,
    signal,
    largest: { plain: mostPlainPasswords },
    send: (rows) => sendRows(rows, sending),
    stop: () => tooManyRejected(meter.progress(), settings.maxRejectShare),
  });
  const canary =
    settings.protectMs === undefined ? undefined : startCanary({ admin, limiter, meter, signal });
  const shown = setInterval(() => files.show?.(meter.progress()), showEveryMs);
  let failure: IdpError | undefined;
  try {
    await dispatcher.run();
    suspects.convict();
    ledger.write();
    hookHashes?.keep();
    journal.finish();
    if (operation !== undefined) rmSync(spoolFolderOf(context, operation), { recursive: true, force: true });
  } catch (error) {
    failure = signal.aborted ? new IdpError('aborted', 'Interrupted.', { cause: error }) : toIdpError(error);
    keepEnds(ledger, journal, dispatcher.left());
  } finally {
    clearInterval(shown);
    canary?.stop();
    hookHashes?.discard();
    presence.close();
    checker.close();
    input.close();
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

/** Kratos takes no more (measured). */
const largestBatch = 1000;
const mostPlainPasswords = 200;
const showEveryMs = 500;
