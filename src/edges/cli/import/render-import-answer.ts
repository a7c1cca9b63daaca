import type { Outcome } from '../../../engine/outcome.ts';
import type { Aim } from '../aimed-hint.ts';
import type { Paint } from '../render-text.ts';
import { type CheckReport, renderCheckReport } from './render-check-report.ts';
import { renderImport } from './render-import.ts';
import { type LiveReport, renderLiveReport } from './render-live-report.ts';

/** An import, or the check that it begins with; undefined for what came to neither. */
export function renderImportAnswer(outcome: Outcome, paint: Paint, aim: Aim): string | undefined {
  const { checked, ...results } = outcome.results;
  const found = { ...results, ...(checked as object | undefined) };
  if (isLive(found)) return renderLiveReport(found);
  return isCheck(found) ? renderCheckReport(found) : renderImport(outcome, paint, aim);
}

/** Of what Kratos has, identities are told one by one, too. */
const isLive = (found: object): found is LiveReport => isCheck(found) && 'identities' in found;

const isCheck = (found: object): found is CheckReport => 'problems' in found && Array.isArray(found.problems);
