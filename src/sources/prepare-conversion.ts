import { IdpError } from '../errors/idp-error.ts';
import type { InputFile } from '../records/input-file.ts';
import { openInput } from '../records/open-input.ts';
import { type ChosenSource, chooseSource } from './choose-source.ts';
import { readHashConfig } from './hash-config-file.ts';
import { type Mapping, readMappingFile, recognisedMapping } from './mapping-file.ts';
import { type MappingChoices, mergeSettings, parseChoices } from './mapping-settings.ts';
import type { SourceChoices } from './source-choices.ts';
import type { SourceName } from './source.ts';
import type { SourceSettings } from './source-settings.ts';

export interface PreparedConversion {
  readonly chosen: ChosenSource;
  readonly settings: SourceSettings;
  /** For what was not read to its end. */
  readonly close: () => void;
}

export interface PreparingWorld {
  /** Gives what `-` stands for. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** Opens the files, finds out what exported them, and puts all that was said together. Fails with usage. */
export async function prepareConversion(
  names: readonly string[],
  choices: SourceChoices,
  { stdin, signal }: PreparingWorld,
): Promise<PreparedConversion> {
  requireOneStdin(names);
  const read = readChoices(choices);
  const files: InputFile[] = [];
  const close = (): void => {
    for (const file of files) file.close();
  };
  try {
    for (const name of names) files.push(await openInput(name, { stdin: stdin(), signal }));
    return { ...(await chooseConversion(files, read)), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Fails with usage. */
export function requireOneStdin(names: readonly string[]): void {
  if (names.filter((name) => name === '-').length > 1) {
    throw new IdpError('usage', 'Standard input can be read once.', {
      hint: 'Give one -, and name the other files.',
    });
  }
}

/** What was said, with the files that it names read, and nothing of it malformed. */
export interface ReadChoices {
  /** By --from, or by the mapping. */
  readonly named: SourceName | undefined;
  readonly mapping: Mapping | undefined;
  readonly choices: MappingChoices;
}

/** Before anything is opened: what is typed wrongly is told before a pipe is waited for. Fails with usage. */
export function readChoices(said: SourceChoices): ReadChoices {
  const mapping = said.mapping === undefined ? undefined : readMappingFile(said.mapping);
  const choices: MappingChoices = {
    map: said.map ?? [],
    set: said.set ?? [],
    provider: said.provider ?? [],
    leaveOut: said.leaveOut ?? [],
    badPassword: said.badPassword ?? 'reject',
    hook: said.hookHashes !== undefined,
    details: said.hashConfig === undefined ? {} : { hash_config: readHashConfig(said.hashConfig) },
  };
  parseChoices(choices);
  return { named: said.from ?? mapping?.source, mapping, choices };
}

/** What exported open files, and what holds for them. Fails with usage. */
export async function chooseConversion(
  files: readonly InputFile[],
  { named, mapping, choices }: ReadChoices,
): Promise<Pick<PreparedConversion, 'chosen' | 'settings'>> {
  const chosen = await chooseSource(files, named);
  const known = mapping ?? recognisedMapping(chosen.files.map(({ role }) => role));
  return { chosen, settings: mergeSettings(chosen.name, known, choices) };
}
