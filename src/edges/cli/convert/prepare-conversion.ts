import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { InputFile } from '../../../records/input-file.ts';
import { openInput } from '../../../records/open-input.ts';
import { type ChosenSource, chooseSource } from '../../../sources/choose-source.ts';
import { readMappingFile, recognisedMapping } from '../../../sources/mapping-file.ts';
import { type MappingChoices, mergeSettings, parseChoices } from '../../../sources/mapping-settings.ts';
import type { SourceSettings } from '../../../sources/source-settings.ts';
import { readHashConfig } from '../password/conversion-settings.ts';
import type { SourceOptions } from './convert-options.ts';

export type PreparedConversion = {
  readonly chosen: ChosenSource;
  readonly settings: SourceSettings;
  /** For what was not read to its end. */
  close(): void;
};

/** Opens the files, finds out what exported them, and puts all that was said together. Fails with usage. */
export async function prepareConversion(
  host: Host,
  names: readonly string[],
  options: SourceOptions,
): Promise<PreparedConversion> {
  const { signal } = host.interruption();
  requireOneStdin(names);
  const named = options.mapping === undefined ? undefined : readMappingFile(options.mapping);
  const choices: MappingChoices = {
    map: options.map ?? [],
    set: options.set ?? [],
    provider: options.provider ?? [],
    leaveOut: options.leaveOut ?? [],
    badPassword: options.badPassword ?? 'reject',
    hook: options.hookHashes !== undefined,
    details: options.hashConfig === undefined ? {} : { hash_config: readHashConfig(options.hashConfig) },
  };
  // What is typed wrongly is told before a pipe is waited for.
  parseChoices(choices);
  const files: InputFile[] = [];
  const close = (): void => {
    for (const file of files) file.close();
  };
  try {
    for (const name of names) files.push(await openInput(name, { stdin: host.stdinChunks(signal), signal }));
    const chosen = await chooseSource(files, options.from ?? named?.source);
    const mapping = named ?? recognisedMapping(chosen.files.map(({ role }) => role));
    const settings = mergeSettings(chosen.name, mapping, choices);
    return { chosen, settings, close };
  } catch (error) {
    close();
    throw error;
  }
}

function requireOneStdin(names: readonly string[]): void {
  if (names.filter((name) => name === '-').length > 1) {
    throw new IdpError('usage', 'Standard input can be read once.', {
      hint: 'Give one -, and name the other files.',
    });
  }
}
