import type { WriteStream } from 'node:tty';
import { search, Separator } from '@inquirer/prompts';
import { printable } from '../printable.ts';
import { ask } from './ask.ts';
import type { Choice, Offer, SearchQuestion } from './prompts.ts';
import { shownChoice, shownMessage } from './shown.ts';

/**
 * One of many, found by what is typed. The library heeds no Enter while it waits for an offer, or takes what stood
 * first for an earlier text (it has not drawn the wait yet): here Enter ends the wait, and what was typed is taken.
 */
export async function searchPrompt<T>(question: SearchQuestion<T>, output: WriteStream): Promise<T> {
  const keys = process.stdin;
  /** By the name shown: Tab writes that name in the place of what was typed. */
  const offered = new Map<string, Choice<T>>();
  /** Of the offer that is waited for, what Enter does. */
  let hurry: (() => void) | undefined;
  let isHurried = false;

  async function offer(typed: string, signal: AbortSignal): Promise<Offer<T>> {
    const known = offered.get(typed);
    hurry = undefined;
    if (known !== undefined) return { choices: [known] };
    const hasty = Promise.withResolvers<Offer<T>>();
    const only = question.asTyped(typed);
    hurry = () => {
      isHurried = true;
      if (only !== undefined) hasty.resolve({ choices: [only] });
    };
    const found = await Promise.race([question.find(typed, signal), hasty.promise]);
    if (signal.aborted) return found;
    hurry = undefined;
    for (const choice of found.choices) offered.set(printable(choice.name), choice);
    // Pressed once more for them, now that the choice is there.
    if (isHurried) setImmediate(pressEnter);
    return found;
  }

  function pressEnter(): void {
    isHurried = false;
    keys.emit('keypress', '\r', { name: 'return' });
  }

  const onKey = (_text: string | undefined, key: { name?: string; readonly ctrl?: boolean }) => {
    const isEnter = key.name === 'return' || key.name === 'enter';
    if (hurry !== undefined && isEnter && !isHurried) hurry();
    // What follows Enter, such as more lines that were pasted, is not added to what is taken.
    else if (!isHurried || key.ctrl === true) return;
    // The library, which hears of it next, ignores this one.
    key.name = 'escape';
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
