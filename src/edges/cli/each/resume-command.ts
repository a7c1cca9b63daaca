import { remainingOf } from '../../../engine/remaining-tasks.ts';
import { resumeMany } from '../../../engine/resume-many.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import type { HistoryReader } from '../../../history/history-reader.ts';
import { findJournal } from '../../../history/journal-files.ts';
import { openJournal } from '../../../history/journal.ts';
import type { Host } from '../../../host/host.ts';
import { readCatalog } from '../../../host/installation.ts';
import { noJournal } from '../../../transfer/journal/open-import-journal.ts';
import { engineWorld } from '../engine-world.ts';
import { openHistory } from '../history/open-history.ts';
import { answerMany, type AnswerOptions } from './answer-many.ts';
import type { PaceOptions } from './each-options.ts';
import { readExpect, readPace } from './read-pace.ts';
import { aimedAt, journalFolder, type RecordedRun } from './recorded-run.ts';

export type ResumeOptions = AnswerOptions &
  PaceOptions & {
    readonly includeUncertain?: true;
    readonly yes?: true;
  };

/** `idp resume OPERATION`: goes on with the same request on the same Kratos. Gives the exit status. */
export function resumeCommand(host: Host, operation: string, options: ResumeOptions): Promise<number> {
  let isUndo = false;
  return answerMany(host, options, {
    action: '',
    dryRun: false,
    // The targets of an undoing are tasks, which --each does not take.
    failedName: () => (isUndo ? undefined : `operation-${operation}.failed.jsonl`),
    append: true,
    takesStdin: false,
    async run({ signal, door, begin, events }) {
      const expect = readExpect(options);
      const { reader } = openHistory(host);
      // Of one that there never was, this says so.
      const recorded = await reader.operation(operation);
      const folder = journalFolder(host);
      const catalog = await readCatalog();
      if (catalog.some(({ name, target }) => name === recorded.action && target === 'files')) {
        throw noJournal(operation);
      }
      if (findJournal(folder, operation) === undefined && recorded.many) {
        await requireNothingLeft(reader, operation);
      }
      const journal = openJournal<RecordedRun>(folder, operation);
      const { request, pace, aim } = journal.content;
      isUndo = request.action.startsWith('undo ');
      const engine = engineWorld(host, aimedAt(options, aim), catalog, signal);
      try {
        const consent = { yes: options.yes === true, expect };
        const asked = { ...request, ...readPace(options, pace), consent };
        await begin(request.action, 0);
        return await resumeMany(
          operation,
          { request: asked, targets: journal, consent, includeUncertain: options.includeUncertain === true },
          { ...engine.world, ...door, reader, operationsFolder: folder },
          events,
        );
      } finally {
        await engine.leave();
      }
    },
  });
}

/** Where a working file is gone that is still wanted, that is another matter than nothing being left. */
async function requireNothingLeft(reader: HistoryReader, operation: string): Promise<void> {
  const { count } = await remainingOf(reader, operation, true);
  if (count === 0) return;
  throw new IdpError(
    'storage-failed',
    `Operation ${operation} has ${count} left, and its working file, which says whom they are about, is gone.`,
    { hint: 'Run the action again, with all of them: what was done already is found done.' },
  );
}
