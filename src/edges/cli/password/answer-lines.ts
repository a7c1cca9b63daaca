import { outcomeError } from '../../../engine/outcome.ts';
import { errorTable, signalExit } from '../../../errors/error-table.ts';
import { toIdpError, type IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { GlobalOptions } from '../options.ts';
import { renderError, renderTrace } from '../render-end.ts';
import { inOrder, interrupted } from './in-order.ts';
import type { InputLine } from './input-lines.ts';
import { openAnswerSink } from './answer-sink.ts';
import { lineShape, type LineWords } from './line-shape.ts';
import { openRemarks } from './remarks.ts';

/** What is done with lines, and how it is told. */
export type LineWork<R> = LineWords<R> & {
  /** Never fails for anything that a line holds. */
  readonly work: (line: InputLine) => Promise<R>;
  readonly atOnce: number;
  readonly isGood: (result: R) => boolean;
  /** Where the text has no place for it: a sentence on one that is not good, for standard error. */
  readonly remark?: (result: R) => string | undefined;
  /** The end of a run in which some are not good. */
  readonly fault: (bad: number, all: number) => IdpError;
};

/**
 * Answers lines in their order, each as soon as its turn has come, and holds no more of them than a piece of the file: an
 * input without end is fine, and a reader that is slow slows it down. Gives the exit status. What fails before the first
 * answer is thrown.
 */
export async function answerLines<R>(
  host: Host,
  options: GlobalOptions,
  lines: AsyncIterable<readonly InputLine[]>,
  work: LineWork<R>,
): Promise<number> {
  const interruption = host.interruption();
  const { signal } = interruption;
  const shape = await lineShape(options.format, work);
  const sink = openAnswerSink(host, options);
  const remarks = openRemarks(host, options);
  let all = 0;
  let bad = 0;
  let error: IdpError | undefined;
  try {
    sink.add(shape.begin);
    for await (const some of lines) {
      const isWanted = await inOrder(some, {
        atOnce: work.atOnce,
        signal,
        work: work.work,
        onWait: () => sink.flush(),
        take(result) {
          sink.add(shape.answer(result, all === 0));
          all += 1;
          if (!work.isGood(result)) bad += 1;
          remarks.add(work.remark?.(result));
          return sink.settle();
        },
      });
      if (!isWanted || !(await sink.flush())) break;
    }
    remarks.end();
    if (bad > 0) error = work.fault(bad, all);
    sink.add(shape.end(all, error));
    await sink.flush();
    sink.keep();
  } catch (thrown) {
    error = signal.aborted ? interrupted(thrown) : toIdpError(thrown);
    if (!sink.isBegun() || options.output !== undefined) {
      sink.discard();
      if (!signal.aborted) throw error;
    } else {
      sink.add(shape.end(all, error));
      await sink.flush();
    }
    if (options.debug === true) host.stderr.write(renderTrace(error));
  }
  if (all === 0 && error === undefined && options.quiet !== true)
    host.stderr.write('There was no line to answer.\n');
  if (error === undefined) return 0;
  host.stderr.write(renderError(outcomeError(error), host));
  const ending = interruption.received();
  return error.code === 'aborted' && ending !== undefined ? signalExit[ending] : errorTable[error.code].exit;
}
