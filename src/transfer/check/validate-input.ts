import type { ImportContext } from '../import/import-context.ts';
import { createImportMeter } from '../progress/import-meter.ts';
import type { ConversionParameters } from '../read/conversion-parameters.ts';
import { openImportInput } from '../read/open-import-input.ts';
import { readRows } from '../read/read-rows.ts';
import { sourceChoices } from '../read/source-choices-of.ts';
import { type CheckReport, createCheckTally } from './check-report.ts';
import type { CheckerWorld } from './create-checker.ts';
import { openChecker } from './open-checker.ts';

/** The parameters that say what is read. */
export type InputParameters = ConversionParameters & {
  readonly files?: readonly string[] | undefined;
  readonly 'hash-passwords'?: CheckerWorld['hashPasswords'];
};

/** Reads and checks everything, as an import would, and sends nothing. Fails with usage, and as reading the schemas does. */
export async function validateInput(
  parameters: InputParameters,
  { kratos, files, signal }: Pick<ImportContext, 'kratos' | 'files' | 'signal'>,
): Promise<CheckReport> {
  const workFolder = files.workFolder();
  const checker = await openChecker(kratos, workFolder, signal, parameters['hash-passwords']);
  const tally = createCheckTally();
  try {
    const input = await openImportInput(parameters.files ?? [], sourceChoices(parameters), {
      stdin: () => files.stdin(signal),
      signal,
      workFolder,
    });
    const meter = createImportMeter({
      now: () => performance.now(),
      bytesAll: input.bytesAll,
      bytesRead: input.bytesRead,
      concurrency: () => 0,
      batchSize: () => 0,
      isCheck: true,
    });
    const shown = setInterval(() => files.show?.(meter.progress()), showEveryMs);
    try {
      for await (const chunk of readRows(input, { signal, workFolder })) {
        meter.read(chunk.length);
        for (const item of chunk) {
          if ('unread' in item) {
            tally.addUnread(item.unread);
            if (item.unread.isRow) meter.ended('rejected', 1);
          } else {
            const checked = checker.check(item.row);
            tally.add(checked);
            if (checked.ready === undefined) meter.ended('rejected', 1);
          }
        }
      }
    } finally {
      clearInterval(shown);
      files.show?.(meter.progress());
      input.close();
    }
  } finally {
    checker.close();
  }
  return tally.report();
}

const showEveryMs = 500;
