import { resolve } from 'node:path';
import type { Outcome } from '../../engine/outcome.ts';
import { outcomeError } from '../../engine/outcome.ts';
import { IdpError, toIdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { requireDifferentFiles } from '../../records/require-different-files.ts';
import type { Aim } from './aimed-hint.ts';
import { isColourful } from './colour.ts';
import { jsonText } from './json-text.ts';
import type { RunOptions } from './options.ts';
import { openOutputFile, type OutputFile } from './output-file.ts';
import { renderError } from './render-end.ts';
import { renderOutcome } from './render-outcome.ts';

/** Where an outcome goes: standard output, or the file of -o; lists among its results to that of --results. */
export type Answer = {
  /** Opens the files. Fails with usage or storage-failed. */
  prepare(): void;
  /** Fails with usage where it would be written over one of these; it then goes to standard output. */
  spare(files: readonly string[]): void;
  /** False where a file could not be written; the answer then went to standard output instead, so that no code is lost. */
  give(outcome: Outcome, aim?: Aim): Promise<boolean>;
};

export function openAnswer(host: Host, options: RunOptions): Answer {
  let document: OutputFile | undefined;
  let lines: OutputFile | undefined;
  return {
    prepare() {
      requireTwoFiles(options);
      if (options.output !== undefined) document = openOutputFile(options.output);
      if (options.results !== undefined) lines = openOutputFile(options.results);
    },
    spare(files) {
      try {
        requireDifferentFiles(files, [options.output, options.results]);
      } catch (error) {
        document?.discard();
        lines?.discard();
        document = lines = undefined;
        throw error;
      }
    },
    async give(outcome, aim = options) {
      const shown = lines === undefined ? outcome : withCounts(outcome);
      try {
        if (lines !== undefined) writeLists(outcome, lines);
        const colour = document === undefined && isColourful(host.stdout, host);
        const text = await renderOutcome(shown, options.format, colour, aim);
        if (document === undefined) host.stdout.write(text);
        else document.write(text);
        document?.keep();
        lines?.keep();
        return true;
      } catch (thrown) {
        document?.discard();
        lines?.discard();
        const colour = isColourful(host.stdout, host);
        host.stdout.write(await renderOutcome(outcome, options.format, colour, aim));
        host.stderr.write(renderError(outcomeError(toIdpError(thrown)), host));
        return false;
      }
    },
  };
}

/** The one that is finished last would be all that is left. */
function requireTwoFiles({ output, results }: RunOptions): void {
  if (output === undefined || results === undefined || resolve(output) !== resolve(results)) return;
  throw new IdpError('usage', '-o and --results name the same file.', {
    hint: 'The answer and the lines of its lists go to two files.',
  });
}

function writeLists(outcome: Outcome, file: OutputFile): void {
  for (const value of Object.values(outcome.results)) {
    if (!Array.isArray(value)) continue;
    for (const item of value) file.write(`${jsonText(item)}\n`);
  }
}

function withCounts(outcome: Outcome): Outcome {
  const counted = Object.entries(outcome.results).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.length : value,
  ]);
  return { ...outcome, results: Object.fromEntries(counted) as Outcome['results'] };
}
