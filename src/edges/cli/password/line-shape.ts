import { outcomeError } from '../../../engine/outcome.ts';
import type { IdpError } from '../../../errors/idp-error.ts';
import { jsonText } from '../json-text.ts';
import type { Format } from '../options.ts';

/** How answers to lines are written, one after the other, so that no more than one is ever held. */
export type LineShape<R> = {
  /** Before the first. */
  readonly begin: string;
  readonly answer: (result: R, isFirst: boolean) => string;
  /** Behind the last; `error` is how it ended, where that was badly. */
  readonly end: (count: number, error: IdpError | undefined) => string;
};

/** What the shapes are made of. */
export type LineWords<R> = {
  /** The name of the list in the one document: `hashes`. */
  readonly list: string;
  /** What stands beside the list there. */
  readonly beside: Readonly<Record<string, unknown>>;
  /** One of the list, and what it is as a JSON line. */
  readonly item: (result: R) => object;
  readonly jsonLine: (result: R) => object;
  readonly text: (result: R) => string;
};

/**
 * As text, and a JSON line an answer; as json and yaml one document, `{results: {…, hashes: […]}}`, with `error` behind the
 * results where it ended badly.
 */
export async function lineShape<R>(format: Format, words: LineWords<R>): Promise<LineShape<R>> {
  if (format === 'jsonl') return plain((result) => `${jsonText(words.jsonLine(result))}\n`);
  if (format === 'text') return plain(words.text);
  if (format === 'yaml') return yamlShape(words);
  const beside = Object.entries(words.beside).map(([key, value]) => `${jsonText(key)}: ${jsonText(value)}, `);
  return {
    begin: `{"results": {${beside.join('')}${jsonText(words.list)}: [`,
    answer: (result, isFirst) => `${isFirst ? '' : ','}\n${jsonText(words.item(result))}`,
    end: (count, error) => {
      const failed = error === undefined ? '' : `, "error": ${jsonText(outcomeError(error))}`;
      return `${count === 0 ? '' : '\n'}]}${failed}}\n`;
    },
  };
}

const plain = <R>(answer: (result: R) => string): LineShape<R> => ({
  begin: '',
  answer,
  end: () => '',
});

async function yamlShape<R>({ list, beside, item }: LineWords<R>): Promise<LineShape<R>> {
  const { yamlText } = await import('../yaml-text.ts');
  const indented = (value: unknown, blanks: string): string => yamlText(value).replaceAll(/^(?=.)/gm, blanks);
  return {
    begin: `results:\n${Object.keys(beside).length === 0 ? '' : indented(beside, '  ')}  ${list}:`,
    answer: (result, isFirst) => `${isFirst ? '\n' : ''}${indented([item(result)], '    ')}`,
    end: (count, error) =>
      `${count === 0 ? ' []\n' : ''}${error === undefined ? '' : yamlText({ error: outcomeError(error) })}`,
  };
}
