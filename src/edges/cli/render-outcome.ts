import type { Outcome } from '../../engine/outcome.ts';
import { revealed } from '../../secrets/secret.ts';
import type { Aim } from './aimed-hint.ts';
import { jsonText } from './json-text.ts';
import type { Format } from './options.ts';
import { ownText } from './own-text.ts';
import { renderText } from './render-text.ts';

/**
 * An outcome for standard output. Here, and only here, its secrets are shown: once, to the one who asked. `colour` is
 * for text alone: other formats are for programs; as is `aim`, for commands that go to the same Kratos.
 */
export async function renderOutcome(
  outcome: Outcome,
  format: Format,
  colour: boolean,
  aim: Aim = {},
): Promise<string> {
  if (format === 'text') return textOf(outcome, colour, aim);
  return renderData(format === 'jsonl' ? (onlyList(outcome) ?? outcome) : outcome, format);
}

/** The list that is the whole answer of a success, such as sessions; undefined where more was answered. */
function onlyList({ error, results }: Outcome): readonly unknown[] | undefined {
  if (error !== undefined) return undefined;
  // Of a read, a dry run's requests are none.
  const [answer, ...more] = Object.keys(results).filter((key) => key !== 'identity-id' && key !== 'requests');
  const list = answer === undefined || more.length > 0 ? undefined : results[answer];
  return Array.isArray(list) ? list : undefined;
}

/** Data in a format for programs, ending in a line feed. */
export async function renderData(data: unknown, format: Format): Promise<string> {
  if (format === 'json') return `${jsonText(data, 2)}\n`;
  if (format === 'jsonl') {
    const lines: readonly unknown[] = Array.isArray(data) ? data : [data];
    return lines.map((line) => `${jsonText(line)}\n`).join('');
  }
  const plain = revealed(data);
  if (format === 'text') return plain === undefined ? '' : `${renderText(plain)}\n`;
  const { yamlText } = await import('./yaml-text.ts');
  return yamlText(plain);
}

async function textOf(outcome: Outcome, colour: boolean, aim: Aim): Promise<string> {
  const { results } = outcome;
  if (Object.keys(results).length === 0) return '';
  const paint = colour ? cyan : plain;
  return (await ownText(outcome, paint, aim)) ?? `${renderText(revealed(results), paint)}\n`;
}

const plain = (key: string): string => key;

const cyan = (key: string): string => `\u001B[36m${key}\u001B[39m`;
