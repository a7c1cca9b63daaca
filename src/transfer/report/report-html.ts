import { createHash } from 'node:crypto';
import { curvesSection } from './curves-section.ts';
import { escapeHtml } from './escape-html.ts';
import { clock, figure } from './figures.ts';
import { nextSteps } from './next-steps.ts';
import { pageStyle } from './page-style.ts';
import { reasonsSection } from './reasons-section.ts';
import type { ReportData } from './report-data.ts';

/**
 * One page that tells of an import: well-formed, needs no script, fetches nothing (its content security policy would not let
 * it), and holds no word of its input that is not escaped.
 */
export function reportHtml(data: ReportData): string {
  const { operation, kratos, outcome, started, ended, progress } = data;
  const title = `Import ${operation} into ${kratos}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(outcome)}</p>
<p class="faint">From ${timeOf(started)} to ${timeOf(ended)}: ${clock((ended.getTime() - started.getTime()) / 1000)}</p>
${countsOf(data)}
<h2>Over time</h2>
${curvesSection(data.samples)}
${progress.overloads === 0 ? '' : `<p>Requests that were refused for now, failed on the server’s side, or had no answer: ${figure(progress.overloads)}. Their rows were taken up again.</p>`}
<h2>Rejected and uncertain rows, by reason</h2>
${reasonsSection(data.reasons)}
${writtenOf(data)}
<h2>What to do next</h2>
${stepsOf(data)}
<h2>What was asked for</h2>
${pairs([...data.files.map((file) => ['file', file] as const), ...Object.entries(data.settings)])}
</main>
<footer>idp ${escapeHtml(data.version)}. Nothing on this page tells of a person.</footer>
</body>
</html>
`;
}

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function timeOf(time: Date): string {
  const text = time.toISOString();
  return `<time datetime="${text}">${text.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

function countsOf({ progress }: ReportData): string {
  const tiles = (
    ['read', 'created', 'updated', 'unchanged', 'skipped', 'rejected', 'uncertain'] as const
  ).map((name) => {
    const isBad = (name === 'rejected' || name === 'uncertain') && progress[name] > 0;
    return `<div${isBad ? ' class="bad"' : ''}><dt>${name}</dt><dd>${figure(progress[name])}</dd></div>`;
  });
  const rate = `<div><dt>rows/s, mean</dt><dd>${figure(progress.rateMean)}</dd></div>`;
  return `<dl class="counts">\n${[...tiles, rate].join('\n')}\n</dl>`;
}

function pairs(rows: readonly (readonly [string, string | number | boolean])[]): string {
  const cells = rows.map(
    ([name, value]) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td><code>${escapeHtml(String(value))}</code></td></tr>`,
  );
  return `<div class="wide"><table>\n<tbody>\n${cells.join('\n')}\n</tbody>\n</table></div>`;
}

function writtenOf({ rejects, idMap }: ReportData): string {
  const files = [
    ...(rejects === undefined ? [] : [['rejected rows, to be mended', rejects] as const]),
    ...(idMap === undefined ? [] : [['old ids and new ones', idMap] as const]),
  ];
  return files.length === 0 ? '' : `<h2>Files that were written</h2>\n${pairs(files)}`;
}

function stepsOf({ operation, isUnfinished, rejects, progress, ...data }: ReportData): string {
  const reasons = Object.fromEntries(data.reasons.map(({ code, count }) => [code, count]));
  const steps = nextSteps({ operation, counts: progress, isUnfinished, reasons, rejects }).map(
    ({ command, purpose }) => `<li><code>${escapeHtml(command)}</code> ${escapeHtml(purpose)}</li>`,
  );
  return steps.length === 0 ? '<p>Nothing.</p>' : `<ul>\n${steps.join('\n')}\n</ul>`;
}
