import { timeTicks, valueTicks } from './axis-ticks.ts';
import { escapeHtml } from './escape-html.ts';
import { clock, figure } from './figures.ts';

/** One or two lines over the same time. */
export interface Curves {
  /** An id within the page. */
  readonly id: string;
  readonly title: string;
  /** Behind the numbers of the description, such as `rows a second`. */
  readonly unit: string;
  /** Not empty; seconds from the beginning on, in order. */
  readonly seconds: readonly number[];
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** A figure with a picture that says in words, too, what it shows; the second line is dashed, for eyes that see no colour. */
export function drawCurves({ id, title, unit, seconds, lines }: Curves): string {
  const ticks = valueTicks(Math.max(...lines.flatMap(({ values }) => values)), 4);
  const [lastSecond, top] = [seconds.at(-1) ?? 0, ticks.at(-1) ?? 1];
  const x = (second: number): number => left + (second / (lastSecond || 1)) * (width - left - right);
  const y = (value: number): number => bottom - (value / top) * (bottom - above);
  const described = lines.map((line) => inWords(line, unit)).join(' ');
  return `<figure>
<figcaption><strong>${escapeHtml(title)}</strong>${lines.length > 1 ? legend(lines) : ''}</figcaption>
<svg class="curve" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${escapeHtml(title)}</title>
<desc id="${id}-desc">${escapeHtml(`Over ${clock(lastSecond)}. ${described}`)}</desc>
${ticks.map((value) => rowOf(value, round(y(value)))).join('\n')}
${timeTicks(lastSecond, 6)
  .map(
    (second) =>
      `<text class="tick" x="${round(x(second))}" y="${height - 6}" text-anchor="middle">${clock(second)}</text>`,
  )
  .join('\n')}
${lines
  .map(({ values }, at) => {
    const points = values.map((value, point) => `${round(x(seconds[point] ?? 0))},${round(y(value))}`);
    return `<polyline class="line line-${at + 1}" points="${points.join(' ')}"/>`;
  })
  .join('\n')}
</svg>
</figure>`;
}

const [width, height, left, right, above] = [640, 210, 56, 18, 12];
const bottom = height - 26;

function rowOf(value: number, y: number): string {
  return `<line class="grid" x1="${left}" x2="${width - right}" y1="${y}" y2="${y}"/><text class="tick" x="${left - 8}" y="${round(y + 4)}" text-anchor="end">${figure(value)}</text>`;
}

function inWords({ name, values }: Curves['lines'][number], unit: string): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${name}: ${figure(mean)} ${unit} on average, from ${figure(Math.min(...values))} to ${figure(Math.max(...values))}.`;
}

function legend(lines: Curves['lines']): string {
  return lines
    .map(
      ({ name }, at) =>
        ` <span class="key"><svg width="22" height="8" aria-hidden="true"><line class="line line-${at + 1}" x1="0" x2="22" y1="4" y2="4"/></svg> ${escapeHtml(name)}</span>`,
    )
    .join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;
