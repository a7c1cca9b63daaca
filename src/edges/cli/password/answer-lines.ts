import { outcomeError } from '../../../engine/outcome.ts';
import { errorTable, signalExit } from '../../../errors/error-table.ts';
import { toIdpError, type IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { keepMemorySteady } from '../../../host/steady-memory.ts';
import type { GlobalOptions } from '../options.ts';
import { renderError, renderTrace } from '../render-end.ts';
import { inOrder, interrupted } from './in-order.ts';
import type { InputLine } from './input-lines.ts';
import { openAnswerSink, type AnswerSink } from './answer-sink.ts';
import { lineShape, type LineShape, type LineWords } from './line-shape.ts';
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
  const { signal } = host.interruption();
  keepMemorySteady();
  const shape = await lineShape(options.format, work);
  const sink = openAnswerSink(host, options);
  const tally: Tally = { all: 0, bad: 0, underWay: 0 };
  let error: IdpError | undefined;
  try {
    sink.add(shape.begin);
    await answerAll(host, options, lines, work, { signal, sink, shape, tally });
    if (tally.bad > 0) error = work.fault(tally.bad, tally.all);
    sink.add(shape.end(tally.all, error));
    await sink.flush();
    sink.keep();
  } catch (thrown) {
    error = signal.aborted ? interrupted(thrown) : toIdpError(thrown);
    const isWhole = !sink.isBegun() || options.output !== undefined;
    if (isWhole) sink.discard();
    else sink.add(shape.end(tally.all, error));
    // What is under way keeps the process from its regular end.
    if (isWhole && !(signal.aborted && tally.underWay > 0)) throw error;
    await sink.flush();
    if (options.debug === true) host.stderr.write(renderTrace(error));
  }
  return tellEnd(host, options, tally, error);
}

type Tally = { all: number; bad: number; underWay: number };

async function answerAll<R>(
  host: Host,
  options: GlobalOptions,
  lines: AsyncIterable<readonly InputLine[]>,
  work: LineWork<R>,
  to: {
    readonly signal: AbortSignal;
    readonly sink: AnswerSink;
    readonly shape: LineShape<R>;
    readonly tally: Tally;
  },
): Promise<void> {
  const { signal, sink, shape, tally } = to;
  const remarks = openRemarks(host, options);
  for await (const some of lines) {
    const isWanted = await inOrder(some, {
      atOnce: work.atOnce,
      signal,
      async work(line) {
        tally.underWay += 1;
        const result = await work.work(line);
        tally.underWay -= 1;
        return result;
      },
      onWait: () => sink.flush(),
      take(result) {
        sink.add(shape.answer(result, tally.all === 0));
        tally.all += 1;
        if (!work.isGood(result)) tally.bad += 1;
        remarks.add(work.remark?.(result));
        return sink.settle();
      },
    });
    if (!isWanted || !(await sink.flush())) break;
  }
  remarks.end();
}

/** On standard error. Gives the exit status. */
function tellEnd(host: Host, { quiet }: GlobalOptions, tally: Tally, error: IdpError | undefined): number {
  if (error === undefined) {
    if (tally.all === 0 && quiet !== true) host.stderr.write('There was no line to answer.\n');
    return 0;
  }
  host.stderr.write(renderError(outcomeError(error), host));
  const interruption = host.interruption();
  const ending = interruption.received();
  if (error.code !== 'aborted' || ending === undefined) return errorTable[error.code].exit;
  if (tally.underWay > 0) interruption.endAtOnce?.();
  return signalExit[ending];
}
