import type { RecordPlace } from '../../records/record.ts';
import type { ReportedReason } from '../progress/report-reasons.ts';
import { escapeHtml } from './escape-html.ts';
import { figure } from './figures.ts';

/** Why rows did not go in: a bar and a row of a table for each reason, with where the first of them stand. */
export function reasonsSection(reasons: readonly ReportedReason[]): string {
  if (reasons.length === 0) return '<p>No row was rejected.</p>';
  const most = Math.max(...reasons.map(({ count }) => count));
  return `<div class="wide"><table>
<thead><tr><th scope="col">reason</th><th scope="col" class="number">rows</th><th scope="col" class="bar"><span class="unseen">share</span></th><th scope="col">first of them</th></tr></thead>
<tbody>
${reasons.map((reason) => rowOf(reason, most)).join('\n')}
</tbody>
</table></div>`;
}

function rowOf({ code, count, places }: ReportedReason, most: number): string {
  const share = Math.max(1, Math.round((count / most) * 100));
  const more = count > places.length && places.length > 0 ? ' …' : '';
  return `<tr><th scope="row">${escapeHtml(code)}</th><td class="number">${figure(count)}</td><td class="bar"><svg width="100%" height="10" aria-hidden="true"><rect class="fill" width="${share}%" height="10" rx="2"/></svg></td><td>${places.map(placeOf).join(', ')}${more}</td></tr>`;
}

function placeOf({ file, record, line }: RecordPlace): string {
  return `<code>${escapeHtml(file)}${line === undefined ? `, record ${record}` : `:${line}`}</code>`;
}
