import type { Host } from '../../../host/host.ts';
import type { ConversionStep } from '../../../sources/convert-files.ts';
import { type AnswerSink, openAnswerSink } from '../password/answer-sink.ts';
import { openOutputFile, type OutputFile } from '../output-file.ts';
import type { ConvertOptions } from './convert-options.ts';
import { type IdentityShape, identityShape } from './identity-shape.ts';
import { requireDifferentFiles } from '../../../records/require-different-files.ts';

/** Everything that a conversion writes; whole, or not there. */
export type ConversionOutputs = {
  add(step: ConversionStep): void;
  /** Writes what was added, and goes on when it has been taken; false where nobody reads any more. */
  settle(): Promise<boolean>;
  /**
   * Gives every file its name, that of --report with this text in it. Tells where the rejected records are; undefined
   * where there are none, or nobody asked for them.
   */
  keep(report: string): Promise<{ readonly rejects: string | undefined }>;
  discard(): void;
};

/** Opened before anything is read, so that a folder that cannot be written costs nothing. Fails with storage-failed. */
export async function openConversionOutputs(
  host: Host,
  inputs: readonly string[],
  options: ConvertOptions,
): Promise<ConversionOutputs> {
  const rejectsName = options.rejects ?? besideOutput(options.output);
  requireDifferentFiles(
    [...inputs, options.mapping, options.hashConfig],
    [options.output, rejectsName, options.hookHashes, options.report],
  );
  const shape = await identityShape(options.format);
  const opened: OutputFile[] = [];
  const open = (file: string | undefined): OutputFile | undefined => {
    if (file === undefined) return undefined;
    const one = openOutputFile(file);
    opened.push(one);
    return one;
  };
  const discard = (): void => {
    for (const file of opened) file.discard();
  };
  try {
    const hook = buffered(open(options.hookHashes));
    const rejects = buffered(open(rejectsName));
    const report = open(options.report);
    return outputs({
      sink: openAnswerSink(host, options),
      shape,
      hook,
      rejects,
      report,
      rejectsName,
      discard,
    });
  } catch (error) {
    discard();
    throw error;
  }
}

/** `people.jsonl` → `people.rejects.jsonl`. */
function besideOutput(output: string | undefined): string | undefined {
  if (output === undefined || output.startsWith('/dev/')) return undefined;
  return `${output.replace(/\.(?:jsonl?|ndjson|ya?ml)$/, '')}.rejects.jsonl`;
}

type Parts = {
  readonly sink: AnswerSink;
  readonly shape: IdentityShape;
  readonly hook: Buffered | undefined;
  readonly rejects: Buffered | undefined;
  readonly report: OutputFile | undefined;
  readonly rejectsName: string | undefined;
  readonly discard: () => void;
};

function outputs({ sink, shape, hook, rejects, report, rejectsName, discard }: Parts): ConversionOutputs {
  let identities = 0;
  let rejected = 0;
  let hooked = 0;
  sink.add(shape.begin);
  return {
    add(step) {
      if (step.identity !== undefined) {
        sink.add(shape.item(step.identity, identities === 0));
        identities += 1;
        if (step.hook !== undefined) {
          hooked += 1;
          hook?.add(hookLine(step.hook));
        }
      } else if (step.problems.some((problem) => problem.rejects)) {
        rejected += 1;
        rejects?.add(rejectLine(step));
      }
    },
    settle() {
      hook?.flush();
      rejects?.flush();
      return sink.flush();
    },
    async keep(reportText) {
      sink.add(shape.end(identities));
      await sink.flush();
      report?.write(reportText);
      sink.keep();
      report?.keep();
      if (hooked > 0) hook?.keep();
      else hook?.discard();
      if (rejected > 0) rejects?.keep();
      else rejects?.discard();
      return { rejects: rejected > 0 ? rejectsName : undefined };
    },
    discard() {
      sink.discard();
      discard();
    },
  };
}

/** As src/password-hook reads it: one person, who may type any of the identifiers. */
function hookLine(hook: NonNullable<ConversionStep['hook']>): string {
  return `${JSON.stringify(hook)}\n`;
}

/** The original record, so that it can be mended and converted again, with where it stood and what is wrong. */
function rejectLine({ place, problems, value }: ConversionStep): string {
  return `${JSON.stringify({ ...place, problems: problems.filter(({ rejects }) => rejects), value: value ?? null })}\n`;
}

type Buffered = Pick<OutputFile, 'keep' | 'discard'> & { add(text: string): void; flush(): void };

function buffered(file: OutputFile | undefined): Buffered | undefined {
  if (file === undefined) return undefined;
  let waiting = '';
  const flush = (): void => {
    if (waiting !== '') file.write(waiting);
    waiting = '';
  };
  return {
    add: (text) => void (waiting += text),
    flush,
    keep() {
      flush();
      file.keep();
    },
    discard: () => file.discard(),
  };
}
