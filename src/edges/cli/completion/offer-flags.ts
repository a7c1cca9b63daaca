import type { Option } from 'commander';
import type { Candidate } from './candidate.ts';
import { openParameters } from './open-parameters.ts';
import type { Place } from './place.ts';

/** The flags that may stand at a place: options of the command and of those above it, and the action's parameters. */
export function offerFlags(place: Place): Candidate[] {
  const { command, entry, given } = place;
  const help = command.createHelp();
  const options = [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)]
    .filter((option) => isRepeatable(option) || !given.has(option.long ?? ''))
    .map((option) => ({ word: option.long ?? '', about: option.description }));
  const parameters = entry === undefined ? [] : openParameters(place, entry);
  return [
    ...options,
    ...parameters.map(([name, { description }]) => ({ word: `--${name}`, about: description })),
  ];
}

/** Where each value is added to those before it; choices have a parser too, which only checks. */
const isRepeatable = ({ parseArg, argChoices }: Option): boolean =>
  parseArg !== undefined && argChoices === undefined;
