import { outcomeError } from '../../../engine/outcome.ts';
import { errorTable, signalExit } from '../../../errors/error-table.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { keepMemorySteady } from '../../../host/steady-memory.ts';
import { openWorkFolder } from '../../../host/work-folder.ts';
import { type ConversionReport, keepReport } from '../../../sources/conversion-report.ts';
import { type ConversionStep, convertFiles } from '../../../sources/convert-files.ts';
import { prepareConversion } from '../../../sources/prepare-conversion.ts';
import { renderError } from '../render-end.ts';
import { openConversionOutputs } from './conversion-outputs.ts';
import { type ConvertOptions, readSample } from './convert-options.ts';
import { renderReport } from './render-report.ts';
import { showSample } from './show-sample.ts';

/**
 * `idp convert`: identities on standard output or in the file of -o, a JSON line each unless --format says otherwise; what
 * became of every field on standard error. Gives the exit status, 6 where records are left out.
 */
export async function convertCommand(
  host: Host,
  files: readonly string[],
  options: ConvertOptions,
): Promise<number> {
  const sample = readSample(options);
  keepMemorySteady();
  const { signal } = host.interruption();
  try {
    if (sample !== undefined) {
      await withSteps(host, files, options, (steps) => showSample(host, options, sample, steps));
      return 0;
    }
    const done = await convertAll(host, files, options);
    return await tellEnd(host, options, done);
  } catch (error) {
    if (!signal.aborted) throw error;
    return tellInterruption(host);
  }
}

function tellInterruption(host: Host): number {
  const error = new IdpError('aborted', 'Interrupted while records were converted.', {
    hint: 'No file was written; run it again.',
  });
  host.stderr.write(renderError(outcomeError(error), host));
  const ending = host.interruption().received();
  return ending === undefined ? errorTable.aborted.exit : signalExit[ending];
}

type Done = {
  readonly source: string;
  readonly report: ConversionReport;
  readonly rejects: string | undefined;
  /** False where whoever read standard output went away before the end. */
  readonly isRead: boolean;
};

async function convertAll(host: Host, files: readonly string[], options: ConvertOptions): Promise<Done> {
  const outputs = await openConversionOutputs(host, files, options);
  try {
    const keeper = keepReport();
    const reader = { isThere: true };
    const source = await withSteps(host, files, options, async (steps) => {
      for await (const chunk of steps) {
        for (const step of chunk) {
          keeper.add(step);
          outputs.add(step);
        }
        reader.isThere = await outputs.settle();
        if (!reader.isThere) break;
      }
    });
    const report = keeper.report();
    const isRead = reader.isThere;
    if (!isRead) {
      outputs.discard();
      return { source, report, rejects: undefined, isRead };
    }
    const text = `${JSON.stringify({ source, ...report }, undefined, 2)}\n`;
    return { source, report, ...(await outputs.keep(text)), isRead };
  } catch (error) {
    outputs.discard();
    throw error;
  }
}

/** Opens the export and gives its records one way to go; gives the name of its source. */
async function withSteps(
  host: Host,
  files: readonly string[],
  options: ConvertOptions,
  work: (steps: AsyncIterable<readonly ConversionStep[]>) => Promise<void>,
): Promise<string> {
  const { signal } = host.interruption();
  const stdin = () => host.stdinChunks(signal);
  const prepared = await prepareConversion(files, options, { stdin, signal });
  try {
    const folder = openWorkFolder(host.folders.cache);
    try {
      const { chosen, settings } = prepared;
      await work(convertFiles(chosen, { workFolder: folder.path, settings, signal }));
      return chosen.name;
    } finally {
      folder.remove();
    }
  } finally {
    prepared.close();
  }
}

async function tellEnd(
  host: Host,
  options: ConvertOptions,
  { source, report, rejects, isRead }: Done,
): Promise<number> {
  if (!isRead) {
    const end = `Standard output was closed after ${report.read} records; nothing else was written.\n`;
    if (options.quiet !== true) host.stderr.write(end);
    return 0;
  }
  const hasFault = report.problems.some((problem) => problem.rejects);
  if (options.quiet !== true) host.stderr.write(renderReport(source, report));
  if (!hasFault) return 0;
  const where = rejects === undefined ? 'Name a file with --rejects to have them' : `They are in ${rejects}`;
  const error = new IdpError(
    'partial',
    report.rejected === 0
      ? 'Not everything could be read.'
      : `Of ${report.read} records, ${report.rejected} were left out.`,
    { hint: `${where}, each with what is wrong.` },
  );
  host.stderr.write(renderError(outcomeError(error), host));
  return errorTable.partial.exit;
}
