import { describe, expect, it } from 'vitest';
import { askValue } from '../../../../src/edges/cli/prompts/ask-value.ts';
import type { Prompts } from '../../../../src/host/prompts/prompts.ts';
import { everyType } from '../../../engine/synthetic-action.ts';

const { entry, action } = everyType;
const { signal } = new AbortController();

/** What a person would be asked, and what each of these lines would be told. */
async function asking(name: string, lines: readonly string[] = []) {
  const asked: Record<string, unknown>[] = [];
  const faults: (string | undefined)[] = [];
  const note = (prompt: string, answer: unknown) => (question: { readonly fault?: unknown }) => {
    const { signal: _, fault: __, ...shown } = question as Record<string, unknown>;
    asked.push({ prompt, ...shown });
    return Promise.resolve(answer);
  };
  const prompts = {
    confirm: note('confirm', true),
    select: note('select', 'large'),
    password: note('password', ''),
    search: note('search', ''),
    async input(question) {
      await note('input', '')(question);
      for (const line of lines) faults.push(await question.fault?.(line));
      return ` ${lines.at(-1)} `;
    },
  } as Prompts;
  const answer = await askValue(prompts, { entry, name, signal }, action);
  return { answer, asked, faults };
}

describe('a parameter', () => {
  it('that is true or false is a yes or no', async () => {
    expect(await asking('flag')).toMatchObject({
      answer: 'true',
      asked: [{ prompt: 'confirm', message: 'flag:', byDefault: false }],
    });
  });

  it('with a few values is a choice among them, its default a mere Enter away', async () => {
    const choices = ['small', 'large'].map((value) => ({ name: value, value }));
    expect(await asking('size')).toEqual({
      answer: 'large',
      asked: [{ prompt: 'select', about: 'A choice.', message: 'size:', choices, byDefault: 'small' }],
      faults: [],
    });
  });

  it('that is a number is typed, and checked by the schema', async () => {
    const { answer, faults } = await asking('count', ['', 'many', '1.5', '10', '3']);
    expect({ answer, faults }).toEqual({
      answer: '3',
      faults: [
        'count is needed: give it a value.',
        'count must be a whole number.',
        'count must be a whole number.',
        'count must be at most 9.',
        undefined,
      ],
    });
  });
});
