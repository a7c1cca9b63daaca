import type { Catalog, CatalogEntry } from '../../../engine/catalog.ts';
import type { Choice, Prompts } from '../../../host/prompts/prompts.ts';

/** Which action: all of them, fewer with every letter typed, each with its effect and description. Gives its name. */
export function askAction(prompts: Prompts, catalog: Catalog, signal: AbortSignal): Promise<string> {
  const width = Math.max(...catalog.map((entry) => entry.name.length));
  return prompts.search({
    about: 'What is to be done?',
    message: 'action:',
    signal,
    // Nothing but a choice from the list is an action.
    asTyped: () => undefined,
    find: (typed) => {
      const wanted = typed.trim().toLowerCase();
      const found = catalog.filter((entry) => textOf(entry).includes(wanted));
      return Promise.resolve({ choices: found.map((entry) => choiceOf(entry, width)) });
    },
  });
}

const textOf = ({ name, aliases, description }: CatalogEntry): string =>
  [name, ...aliases, description].join(' ').toLowerCase();

const choiceOf = ({ name, effect, description }: CatalogEntry, width: number): Choice<string> => ({
  name: `${name.padEnd(width)}  ${effect}`,
  value: name,
  description,
});
