import { howToName } from '../../../engine/same-kratos.ts';
import { undoOperation } from '../../../engine/undo-operation.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import type { OperationRecord } from '../../../history/history-reader.ts';
import { prepareJournal } from '../../../history/journal.ts';
import type { Host } from '../../../host/host.ts';
import { readCatalog } from '../../../host/installation.ts';
import { engineWorld } from '../engine-world.ts';
import { aimOfUndone } from '../files/aim-of-undone.ts';
import { openHistory } from '../history/open-history.ts';
import { answerMany, type AnswerOptions, type ManyRun } from './answer-many.ts';
import type { PaceOptions } from './each-options.ts';
import { readExpect, readPace } from './read-pace.ts';
import { aimedAt, aimOf, aims, journalFolder, type RecordedRun } from './recorded-run.ts';

export type UndoOptions = AnswerOptions &
  PaceOptions & {
    readonly dryRun?: true;
    readonly yes?: true;
    readonly reason?: string;
    readonly includeChanged?: true;
    readonly includeUncertain?: true;
  };

/** `idp undo OPERATION`: a new operation that undoes what that one changed, on the same Kratos. Gives the exit status. */
export function undoCommand(host: Host, operation: string, options: UndoOptions): Promise<number> {
  return answerMany(host, options, {
    action: 'undo',
    dryRun: options.dryRun === true,
    // Its targets are tasks, which --each does not take.
    failedName: () => undefined,
    append: false,
    takesStdin: false,
    run: (work) => undo(host, operation, options, work),
  });
}

async function undo(host: Host, operation: string, options: UndoOptions, work: ManyRun) {
  const pace = readPace(options);
  const consent = { yes: options.yes === true, expect: readExpect(options) };
  const { reader } = openHistory(host);
  const undone = await reader.operation(operation);
  const aimed = aimedAt(options, aimOfUndone(host, undone));
  if (!aims(aimed) && !host.env['KRATOS_ADMIN_URL']) throw urlWanted(undone);
  const engine = engineWorld(host, aimed, await readCatalog(), work.signal);
  try {
    await work.begin(`undo ${undone.action}`, 0);
    return await undoOperation(
      operation,
      {
        ...pace,
        dryRun: options.dryRun === true,
        consent,
        reason: options.reason,
        choices: {
          includeChanged: options.includeChanged === true,
          includeUncertain: options.includeUncertain === true,
        },
        keep: async (request, targets, mask) =>
          prepareJournal<RecordedRun>(journalFolder(host), {
            content: { request, pace, aim: await aimOf(host, aimed) },
            targets,
            mask,
            now: host.now,
          }),
      },
      { ...engine.world, ...work.door, reader, operationsFolder: journalFolder(host) },
      work.events,
    );
  } finally {
    await engine.leave();
  }
}

const urlWanted = ({ id, host, context }: OperationRecord): IdpError =>
  new IdpError(
    'usage',
    `Operation ${id} was for ${host}, named by a URL, which history does not keep: give ${howToName({ host, context })}.`,
    { hint: 'Nothing was changed. KRATOS_ADMIN_URL does it too.' },
  );
