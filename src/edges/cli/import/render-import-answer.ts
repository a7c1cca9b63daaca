import type { Outcome } from '../../../engine/outcome.ts';
import type { Paint } from '../render-text.ts';
import { type CheckReport, renderCheckReport } from './render-check-report.ts';
import { renderImport } from './render-import.ts';

/** An import, or the check that it begins with; undefined for what came to neither. */
export function renderImportAnswer(outcome: Outcome, paint: Paint): string | undefined {
  const { results } = outcome;
  const checked = results['checked'] ?? results;
  return isCheckReport(checked) ? renderCheckReport(checked) : renderImport(outcome, paint);
}

function isCheckReport(value: unknown): value is CheckReport {
  return typeof value === 'object' && value !== null && 'problems' in value && Array.isArray(value.problems);
}
