import type { ProgressSample } from '../progress/import-progress.ts';
import { drawCurves } from './draw-curves.ts';
import { clock, figure } from './figures.ts';

/** How it went over time: pictures, and the same as a table. */
export function curvesSection(samples: readonly ProgressSample[]): string {
  if (samples.length < 2) return '<p>It was over before there was anything to draw.</p>';
  const seconds = samples.map((sample) => sample.seconds);
  const line = (name: string, key: keyof ProgressSample) => ({
    name,
    values: samples.map((sample) => sample[key]),
  });
  return `<div class="curves">
${drawCurves({ id: 'rate', title: 'Rows a second', unit: 'rows a second', seconds, lines: [line('Throughput', 'rateNow')] })}
${drawCurves({
  id: 'latency',
  title: 'Time of a batch, in milliseconds',
  unit: 'ms',
  seconds,
  lines: [line('median', 'latencyMs'), line('95th percentile', 'latencyP95Ms')],
})}
${drawCurves({ id: 'concurrency', title: 'Requests at once', unit: 'requests', seconds, lines: [line('Concurrency', 'concurrency')] })}
${drawCurves({ id: 'batch', title: 'Rows in a batch', unit: 'rows', seconds, lines: [line('Batch size', 'batchSize')] })}
</div>
${tableOf(samples)}`;
}

function tableOf(samples: readonly ProgressSample[]): string {
  const step = Math.ceil(samples.length / rowsShown);
  // Counted from the end, so that the last one is among them.
  const shown = samples.filter((_, at) => (samples.length - 1 - at) % step === 0);
  return `<details>
<summary>The curves as a table</summary>
<div class="wide"><table>
<thead><tr>${columns.map(([title]) => `<th scope="col" class="number">${title}</th>`).join('')}</tr></thead>
<tbody>
${shown.map((sample) => `<tr>${columns.map(([, cell]) => `<td class="number">${cell(sample)}</td>`).join('')}</tr>`).join('\n')}
</tbody>
</table></div>
</details>`;
}

const rowsShown = 60;

const columns: readonly (readonly [string, (sample: ProgressSample) => string])[] = [
  ['after', ({ seconds }) => clock(seconds)],
  ['rows/s', ({ rateNow }) => figure(rateNow)],
  ['median ms', ({ latencyMs }) => figure(latencyMs)],
  ['p95 ms', ({ latencyP95Ms }) => figure(latencyP95Ms)],
  ['requests', ({ concurrency }) => figure(concurrency)],
  ['rows in a batch', ({ batchSize }) => figure(batchSize)],
  ['created', ({ created }) => figure(created)],
  ['rejected', ({ rejected }) => figure(rejected)],
];
