import { openChecker } from '../check/open-checker.ts';
import type { ImportJournal } from '../journal/import-journal.ts';
import { createReachability } from '../pace/reachability.ts';
import { createRowPace, largestBatchAt } from '../pace/row-pace.ts';
import { createSendLimiter, type SendLimiter } from '../pace/send-limiter.ts';
import { wait } from '../pace/wait.ts';
import { openPresence } from '../presence/presence.ts';
import { createImportMeter, type ImportMeter } from '../progress/import-meter.ts';
import { readRows } from '../read/read-rows.ts';
import { completeRow } from './complete-row.ts';
import { createDispatcher, type Dispatcher } from './dispatch-rows.ts';
import { createHashing } from './hash-plain-passwords.ts';
import { openHookHashes, type HookHashesFile } from './hook-hashes-file.ts';
import type { ImportContext } from './import-context.ts';
import { tooManyRejected } from './import-end.ts';
import type { ImportParameters } from './import-identities.ts';
import type { ImportSettings } from './import-settings.ts';
import { openImport } from './open-import.ts';
import { createRowLedger, type RowLedger } from './row-ledger.ts';
import { requireAllowed } from './require-allowed.ts';
import { rowsToSend } from './rows-to-send.ts';
import { sendRows } from './send-rows.ts';
import type { SendingWorld } from './sending-world.ts';
import { createServerTime } from './server-time.ts';
import { createSuspects, type Suspects } from './suspects.ts';

/** The parts of one sitting of an import, put together. */
export interface OpenSitting {
  readonly journal: ImportJournal<unknown>;
  readonly limiter: SendLimiter;
  readonly meter: ImportMeter;
  readonly ledger: RowLedger;
  readonly suspects: Suspects;
  readonly dispatcher: Dispatcher;
  readonly hookHashes: HookHashesFile | undefined;
  /** Lets go of everything but the journal. */
  close(): void;
}

/**
 * Opens what a sitting reads and writes, and joins its parts; nothing is sent yet. Fails with usage, storage-failed and
 * task-ended, and as asking Kratos does.
 */
export async function openSitting(
  parameters: ImportParameters,
  settings: ImportSettings,
  context: ImportContext,
): Promise<OpenSitting> {
  const { kratos: admin, signal, files, log, operation } = context;
  // Before a pipe is waited for: that Kratos is there, what its schemas are, and what time it has.
  const serverTime = createServerTime();
  serverTime.learn((await admin.plainRead()).serverDate);
  const checker = await openChecker(admin, files.workFolder(), signal, settings.hashPasswords);
  const presence = await openPresence({
    admin,
    workFolder: files.workFolder(),
    signal,
    rowsAhead: () => meter.rowsAhead(),
  });
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
  const reachability = createReachability({
    plainRead: async () => serverTime.learn((await admin.plainRead(signal)).serverDate),
    giveUpAfterMs: settings.giveUpAfterMs,
    signal,
    say: log,
  });
  const suspects = createSuspects(ledger, () => requireAllowed(admin, reachability));
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
  return {
    journal,
    limiter,
    meter,
    ledger,
    suspects,
    dispatcher,
    hookHashes,
    close() {
      hookHashes?.discard();
      presence.close();
      checker.close();
      input.close();
    },
  };
}

/** Kratos takes no more (measured). */
const largestBatch = 1000;
const mostPlainPasswords = 200;
