import { IdpError } from '../../../errors/idp-error.ts';
import { chosenNames } from './choose-column.ts';

export type FileForm = 'lines' | 'csv' | 'json-lines';

/**
 * What a file is, by the ending of its name, else by its first line. Fails with usage where a column is asked for of a
 * plain list, and for a JSON array.
 */
export function formOf(name: string, first: string, column: string | undefined): FileForm {
  const form = byName(name) ?? byFirstLine(first.trim(), column);
  if (form === 'json-lines' && first.trimStart().startsWith('[')) {
    throw new IdpError('usage', `${name} is a JSON array; JSON lines are wanted, one value on each.`, {
      hint: `For example: jq -c '.[]' ${name} | idp run … --each -`,
    });
  }
  return form;
}

function byName(name: string): FileForm | undefined {
  if (/\.[ct]sv$/i.test(name)) return 'csv';
  return /\.(jsonl|ndjson|json)$/i.test(name) ? 'json-lines' : undefined;
}

function byFirstLine(first: string, column: string | undefined): FileForm {
  if (/^[{[]/.test(first)) return 'json-lines';
  const alone = quotedText(first);
  // A text in quotes is a JSON line, unless it heads a column.
  if (alone !== undefined && column === undefined && !isHeading(alone)) return 'json-lines';
  return column !== undefined || /[,;\t]/.test(first) || isHeading(alone ?? first) ? 'csv' : 'lines';
}

function quotedText(line: string): string | undefined {
  if (!line.startsWith('"')) return undefined;
  try {
    return String(JSON.parse(line));
  } catch {
    return undefined;
  }
}

const isHeading = (text: string): boolean => chosenNames.includes(text.trim().toLowerCase());
