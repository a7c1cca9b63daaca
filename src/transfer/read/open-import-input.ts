import { rmSync } from 'node:fs';
import type { InputFile } from '../../records/input-file.ts';
import { nameOf, openInput } from '../../records/open-input.ts';
import { requireEachOnce } from '../../records/require-different-files.ts';
import { readChoices, requireOneStdin } from '../../sources/prepare-conversion.ts';
import type { SourceChoices } from '../../sources/source-choices.ts';
import { chooseReading } from './choose-reading.ts';
import type { ImportInput, ImportReading, ImportWorld } from './import-input.ts';
import { spoolInput } from './spool-input.ts';

/**
 * Opens files of identities, or of what another system exported, and finds out how to read them. Fails with usage before
 * anything is read where a file cannot be, a choice is malformed, or nobody could say what the files are; with storage-failed where
 * the spool folder is full.
 */
export async function openImportInput(
  names: readonly string[],
  choices: SourceChoices,
  world: ImportWorld,
): Promise<ImportInput> {
  requireOneStdin(names);
  requireEachOnce(names);
  // What is typed wrongly is told before a pipe is waited for.
  const read = readChoices(choices);
  const files: InputFile[] = [];
  const spools: string[] = [];
  const close = (): void => {
    for (const file of files) file.close();
  };
  try {
    for (const [index, name] of names.entries()) {
      const spool = await spoolInput(name, index, world);
      if (spool?.isNew === true) spools.push(spool.path);
      files.push(await openOne(name, spool?.path, world));
    }
    const reading = await chooseReading(files, read);
    return {
      source: sourceOf(reading),
      reading,
      bytesAll: files.reduce<number | undefined>(
        (sum, { size }) => (sum === undefined || size === undefined ? undefined : sum + size),
        0,
      ),
      bytesRead: () => files.reduce((sum, { taken }) => sum + taken(), 0),
      close,
    };
  } catch (error) {
    close();
    for (const path of spools) rmSync(path, { force: true });
    throw error;
  }
}

function openOne(
  name: string,
  spool: string | undefined,
  { stdin, signal }: ImportWorld,
): Promise<InputFile> {
  if (spool !== undefined) return openInput(spool, { signal, name: nameOf(name) });
  return openInput(name, name === '-' ? { stdin: stdin(), signal } : { signal });
}

const sourceOf = (reading: ImportReading): ImportInput['source'] =>
  reading.kind === 'records' ? reading.chosen.name : 'kratos';
