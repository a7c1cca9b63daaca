import type { WriteStream } from 'node:tty';
import { search, Separator } from '@inquirer/prompts';
import { printable } from '../printable.ts';
import { ask } from './ask.ts';
import type { Choice, Offer, SearchQuestion } from './prompts.ts';
import { shownChoice, shownMessage } from './shown.ts';

/**
 * One of many, found by what is typed. The library heeds no Enter while it waits for an offer, so a person who types
 * faster than the answer comes would press it in vain: here it ends the wait, and what was typed is taken.
 */
export async function searchPrompt<T>(question: SearchQuestion<T>, output: WriteStream): Promise<T> {
  const keys = process.stdin;
  /** By the name shown: Tab writes that name in the place of what was typed. */
  const offered = new Map<string, Choice<T>>();
  let takeTyped: (() => void) | undefined;

  async function offer(typed: string, signal: AbortSignal): Promise<Offer<T>> {
    const known = offered.get(typed);
    if (known !== undefined) return { choices: [known] };
    const hasty = Promise.withResolvers<Offer<T>>();
    const only = question.asTyped(typed);
    takeTyped = only === undefined ? undefined : () => hasty.resolve({ choices: [only] });
    const found = await Promise.race([question.find(typed, signal), hasty.promise]);
    if (!signal.aborted) {
      takeTyped = undefined;
      for (const choice of found.choices) offered.set(printable(choice.name), choice);
    }
    return found;
  }

  const onKey = (_text: string | undefined, key: { readonly name?: string }) => {
    if (takeTyped === undefined || (key.name !== 'return' && key.name !== 'enter')) return;
    takeTyped();
    // Pressed once more for them, now that the choice is there.
    setImmediate(() => keys.emit('keypress', '\r', key));
  };
  keys.on('keypress', onKey);
  try {
    return await ask(
      (context) =>
        search(
          {
            message: shownMessage(question, output.columns),
            pageSize: rowsShown,
            source: async (typed, { signal }) => {
              const { choices, note } = await offer(typed ?? '', signal);
              const above = note === undefined ? [] : [new Separator(printable(note))];
              return [...above, ...choices.map((choice) => shownChoice(choice, output.columns))];
            },
            theme: { style: { searchTerm: printable } },
          },
          context,
        ),
      output,
      question.signal,
    );
  } finally {
    keys.off('keypress', onKey);
  }
}

const rowsShown = 10;
