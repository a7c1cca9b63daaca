import type { EngineWorld } from '../../../engine/engine-world.ts';
import type { ManyEvents } from '../../../engine/many.ts';
import { exitStatus, outcomeError, type Outcome } from '../../../engine/outcome.ts';
import { IdpError, toIdpError } from '../../../errors/idp-error.ts';
import { askCount } from '../../../host/ask-count.ts';
import type { Host } from '../../../host/host.ts';
import { withAimedHint } from '../aimed-hint.ts';
import { isActionName } from '../line.ts';
import type { GlobalOptions } from '../options.ts';
import { openOutputFile, type OutputFile } from '../output-file.ts';
import { refused } from '../refused.ts';
import { renderError, renderTrace } from '../render-end.ts';
import { documentOf, renderMany, renderManyEnd } from './render-many.ts';
import { showProgress, type ShownProgress } from './show-progress.ts';
import { createTaskReport, type ReportOptions } from './task-report.ts';

/** What goes on over many: its name, where those that failed go (if anywhere), and whether files go on where they ended. */
export type ManyWork = {
  readonly action: string;
  readonly dryRun: boolean;
  readonly failedName: (operation: string) => string | undefined;
  readonly append: boolean;
  /** Standard input is read, so that nobody at it can be asked. */
  readonly takesStdin: boolean;
  /** Fails where the options do not go together: before any file is opened, since one of them may be the input. */
  readonly requireFitting?: () => void;
  /** Does it, and tells of it; what it throws is the answer too. */
  readonly run: (work: ManyRun) => Promise<Outcome>;
};

export type ManyRun = {
  readonly signal: AbortSignal;
  /** For the engine's world. */
  readonly door: Pick<EngineWorld, 'askCount' | 'onLog'>;
  /** To be called as soon as it is known what is run, and how many rows repeated an earlier one. */
  readonly begin: (action: string, repeated: number) => Promise<void>;
  readonly events: ManyEvents;
};

export type AnswerOptions = GlobalOptions & ReportOptions;

/** Runs over many and answers: lines as they end, progress, the document, the end in words. Gives the exit status. */
export async function answerMany(host: Host, options: AnswerOptions, work: ManyWork): Promise<number> {
  const interruption = host.interruption();
  const report = createTaskReport(host.stdout, options, work.failedName, work.append);
  let document: OutputFile | undefined;
  let progress: ShownProgress | undefined;
  let operation: string | null = null;
  let action = work.action;
  let repeated = 0;
  let trace: IdpError | undefined;
  let outcome: Outcome;
  try {
    work.requireFitting?.();
    // A file that cannot be written stops the run, not its answer.
    report.prepare();
    if (options.output !== undefined && options.format !== 'jsonl') document = openOutputFile(options.output);
    outcome = await work.run({
      signal: interruption.signal,
      door: {
        // Of so many, logs are for their records.
        onLog: undefined,
        askCount:
          options.input && host.prompts !== undefined && !work.takesStdin
            ? askCount(host.prompts, host.stderr)
            : undefined,
      },
      async begin(name, rows) {
        action = name;
        repeated = rows;
        progress = await showProgress(host, options, name);
      },
      events: {
        onOpened(id) {
          operation = id;
          report.begin(id);
        },
        onEnded: (task) => report.add(task),
        onProgress(now) {
          report.expect(now.targets);
          progress?.update(now, operation);
        },
      },
    });
  } catch (thrown) {
    trace = interruption.signal.aborted ? interrupted(thrown) : toIdpError(thrown);
    outcome = refused(isActionName(action) ? action : '', trace, work.dryRun);
  } finally {
    progress?.end();
  }
  const { tasks, failedFile, fault } = report.end();
  const shown = documentOf(aimed(outcome, options), { tasks, failedFile, repeated });
  const delivered = await deliver(host, document, await renderMany(shown, options));
  host.stderr.write(renderManyEnd(shown, host, options));
  if (fault !== undefined) host.stderr.write(renderError(outcomeError(fault), host));
  if (options.debug === true && trace !== undefined) host.stderr.write(renderTrace(trace));
  return delivered && fault === undefined ? exitStatus(outcome, interruption.received()) : 1;
}

const interrupted = (cause: unknown): IdpError =>
  new IdpError('aborted', 'Interrupted before anything was sent.', {
    hint: 'Nothing was changed: run it again.',
    cause,
  });

function aimed(outcome: Outcome, options: GlobalOptions): Outcome {
  return outcome.error === undefined ? outcome : { ...outcome, error: withAimedHint(outcome.error, options) };
}

/** To the file of -o, else to standard output; there too what the file does not take. False where it did not. */
async function deliver(host: Host, file: OutputFile | undefined, text: string): Promise<boolean> {
  try {
    if (file === undefined) host.stdout.write(text);
    else file.write(text);
    file?.keep();
    return true;
  } catch (thrown) {
    host.stdout.write(text);
    host.stderr.write(renderError(outcomeError(toIdpError(thrown)), host));
    return false;
  } finally {
    file?.discard();
  }
}
