import type { CatalogEntry } from '../../../engine/catalog.ts';
import type { ActionRequest, EngineWorld } from '../../../engine/engine-world.ts';
import type { ParameterInput } from '../../../engine/parameters.ts';
import type { Host } from '../../../host/host.ts';
import { printable } from '../../../host/printable.ts';
import { keepMemorySteady } from '../../../host/steady-memory.ts';
import { openWorkFolder, type WorkFolder } from '../../../host/work-folder.ts';
import type { ImportProgress } from '../../../transfer/progress/import-progress.ts';
import type { Answer } from '../answer.ts';
import { type Aim, aimOf, journalFolder } from '../each/recorded-run.ts';
import { showImport } from '../import/show-import.ts';
import type { GlobalOptions, RunOptions } from '../options.ts';
import { absoluteFiles } from './absolute-files.ts';
import { namedFiles } from './named-files.ts';

/** What an action on files is given by the command line. */
export type FilesRun = {
  /** For the engine's world. */
  readonly door: Pick<EngineWorld, 'files' | 'onLog' | 'onWarning'>;
  leave(): void;
};

/** What idp resume needs of it, for the action to keep. No secrets. */
export type KeptFilesRun = { readonly request: Omit<ActionRequest, 'consent'>; readonly aim: Aim };

/** Of a later sitting. */
export type Resumption = { readonly isResumed: boolean; readonly includeUncertain: boolean };

/**
 * Puts together what is kept, and what shows how far it is. Fails as choosing a Kratos does, and with usage where the answer would be
 * written over a file that the action reads or writes.
 */
export async function openFilesRun(
  host: Host,
  options: RunOptions,
  entry: CatalogEntry,
  input: ParameterInput,
  answer: Answer,
): Promise<FilesRun> {
  const absolute = await absoluteFiles(entry, input);
  answer.spare(namedFiles(entry, absolute));
  const kept: KeptFilesRun = {
    request: {
      action: entry.name,
      input: absolute,
      dryRun: false,
      scan: options.scan === true,
      reason: options.reason,
    },
    aim: await aimOf(host, options),
  };
  return filesRun(host, options, kept, { isResumed: false, includeUncertain: false });
}

export async function filesRun(
  host: Host,
  options: Pick<GlobalOptions, 'quiet'>,
  kept: KeptFilesRun,
  resumption: Resumption,
): Promise<FilesRun> {
  keepMemorySteady();
  const shown = await showImport(host, options);
  let folder: WorkFolder | undefined;
  return {
    door: {
      files: {
        stdin(signal) {
          // Else it would seem to hang.
          if (host.prompts !== undefined) shown.say('Rows are read from the keyboard; Ctrl-D ends them.\n');
          return host.stdinChunks(signal);
        },
        workFolder: () => (folder ??= openWorkFolder(host.folders.cache)).path,
        operationsFolder: journalFolder(host),
        request: kept,
        ...resumption,
        show: (state) => shown.update(state as ImportProgress),
      },
      onLog: options.quiet === true ? undefined : ({ message }) => shown.say(`${printable(message)}\n`),
      onWarning: ({ message }) => shown.say(`warning: ${printable(message)}\n`),
    },
    leave() {
      shown.stop();
      folder?.remove();
    },
  };
}
