import type { Outcome } from '../../engine/outcome.ts';
import { revealed } from '../../secrets/secret.ts';
import type { Format } from './options.ts';
import { renderText } from './render-text.ts';

/**
 * An outcome for standard output. Here, and only here, its secrets are shown: once, to the one who asked. `colour` is
 * for text alone: other formats are for programs.
 */
export async function renderOutcome(outcome: Outcome, format: Format, colour: boolean): Promise<string> {
  return format === 'text' ? textOf(outcome, colour) : renderData(outcome, format);
}

/** Data in a format for programs, ending in a line feed. */
export async function renderData(data: unknown, format: Format): Promise<string> {
  const plain = revealed(data);
  if (format === 'json') return `${JSON.stringify(plain, undefined, 2)}\n`;
  if (format === 'jsonl') {
    const lines = Array.isArray(plain) ? plain : [plain];
    return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
  if (format === 'text') return plain === undefined ? '' : `${renderText(plain)}\n`;
  const { stringify } = await import('yaml');
  return stringify(plain, { lineWidth: 0 });
}

function textOf(outcome: Outcome, colour: boolean): string {
  const { results } = outcome;
  if (Object.keys(results).length === 0) return '';
  return `${renderText(revealed(results), colour ? cyan : undefined)}\n`;
}

const cyan = (key: string): string => `\u001B[36m${key}\u001B[39m`;
