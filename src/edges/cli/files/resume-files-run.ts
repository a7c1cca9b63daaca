import { resumeFilesAction } from '../../../engine/resume-files-action.ts';
import type { Outcome } from '../../../engine/outcome.ts';
import { exitStatus } from '../../../engine/outcome.ts';
import { type IdpError, toIdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { readCatalog } from '../../../host/installation.ts';
import { openImportJournal } from '../../../transfer/journal/open-import-journal.ts';
import { requireSomethingLeft } from '../../../transfer/journal/something-left.ts';
import { type Aim, withAimedHint } from '../aimed-hint.ts';
import { openAnswer } from '../answer.ts';
import { aimedAt, journalFolder } from '../each/recorded-run.ts';
import type { ResumeOptions } from '../each/resume-command.ts';
import { engineWorld } from '../engine-world.ts';
import { openHistory } from '../history/open-history.ts';
import { refused } from '../refused.ts';
import { renderEnd, renderTrace } from '../render-end.ts';
import { filesRun, type FilesRun, type KeptFilesRun } from './open-files-run.ts';

/** `idp resume OPERATION` of an action on files: the same request on the same Kratos. Gives the exit status. */
export async function resumeFilesRun(host: Host, operation: string, options: ResumeOptions): Promise<number> {
  const interruption = host.interruption();
  const answer = openAnswer(host, options);
  let trace: IdpError | undefined;
  let outcome: Outcome;
  let files: FilesRun | undefined;
  let leave: (() => Promise<void>) | undefined;
  let action = '';
  let aim: Aim = options;
  try {
    answer.prepare();
    const { reader } = openHistory(host);
    const kept = keptOf(host, operation, options);
    aim = aimedAt(options, kept.aim);
    action = kept.request.action;
    const engine = engineWorld(host, aimedAt(options, kept.aim), await readCatalog(), interruption.signal);
    leave = engine.leave;
    files = await filesRun(host, options, kept, {
      isResumed: true,
      includeUncertain: options.includeUncertain === true,
    });
    outcome = await resumeFilesAction(
      operation,
      { ...kept.request, consent: { yes: options.yes === true, confirm: undefined } },
      { ...engine.world, ...files.door, reader },
      (error) => (trace = error),
    );
  } catch (thrown) {
    trace = toIdpError(thrown);
    outcome = refused(action, trace, false);
  } finally {
    files?.leave();
    await leave?.();
  }
  if (outcome.error !== undefined) outcome = { ...outcome, error: withAimedHint(outcome.error, aim) };
  const delivered = await answer.give(outcome, aim);
  host.stderr.write(renderEnd(outcome, host, options));
  if (options.debug === true && trace !== undefined) host.stderr.write(renderTrace(trace));
  return delivered ? exitStatus(outcome, interruption.received()) : 1;
}

/** Where nothing is left that is told before the record of how it ended is taken up. */
function keptOf(host: Host, operation: string, { includeUncertain }: ResumeOptions): KeptFilesRun {
  const journal = openImportJournal<KeptFilesRun>(journalFolder(host), operation);
  try {
    requireSomethingLeft(operation, journal, includeUncertain === true);
    return journal.content;
  } finally {
    journal.close();
  }
}
