import { version } from '../../version.ts';
import { reportHtml } from '../report/report-html.ts';
import { writeReport } from '../report/write-report.ts';
import type { IdpError } from '../../errors/idp-error.ts';
import type { ImportContext } from './import-context.ts';
import type { ImportParameters } from './import-identities.ts';
import type { ImportJournal } from '../journal/import-journal.ts';
import type { ImportMeter } from '../progress/import-meter.ts';

/** What a sitting leaves for its report. */
export interface Sitting {
  readonly meter: ImportMeter;
  readonly journal: ImportJournal<unknown>;
  readonly end: IdpError | undefined;
  readonly started: Date;
}

/** Writes the page of --report. Fails with storage-failed. */
export function reportImport(
  file: string,
  parameters: ImportParameters,
  { operation, host, now }: ImportContext,
  { meter, journal, end, started }: Sitting,
): void {
  const { files, report: _report, rejects: _rejects, 'id-map': idMap, ...others } = parameters;
  const html = reportHtml({
    operation: operation ?? '',
    kratos: host,
    files,
    started,
    ended: now(),
    outcome: end === undefined ? 'completed' : end.message,
    isUnfinished: !journal.isFinished,
    settings: settingsShown(others),
    rejects: journal.rejects()?.file,
    idMap,
    progress: meter.progress(),
    samples: meter.samples(),
    reasons: meter.reasons(),
    version,
  });
  writeReport(file, html);
}

function settingsShown(
  settings: Readonly<Record<string, unknown>>,
): Record<string, string | number | boolean> {
  const shown = Object.entries(settings).flatMap(([name, value]) => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return [[name, value]];
    return Array.isArray(value) ? [[name, value.join(', ')]] : [];
  });
  return Object.fromEntries(shown) as Record<string, string | number | boolean>;
}
