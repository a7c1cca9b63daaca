import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';

/** To be called before anything is sent: a folder that cannot be written stops the import, not its report. Fails with storage-failed. */
export function requireWritableReport(file: string): void {
  onReport(file, () => {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there?.isDirectory() === true) throw new Error('it is a folder');
    // A device or a pipe is written as it is; of a file it is the folder that takes the new one.
    if (there === undefined || there.isFile()) accessSync(dirname(targetOf(file)), constants.W_OK);
  });
}

/** The page is there whole or not at all, readable for everybody: nothing in it tells of a person. Fails with storage-failed. */
export function writeReport(file: string, html: string): void {
  onReport(file, () => {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile()) return writeFileSync(file, html);
    const target = targetOf(file);
    const beside = `${target}.${randomUUID()}.tmp`;
    try {
      writeFileSync(beside, html, { flag: 'wx', mode: 0o644, flush: true });
      renameSync(beside, target);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  });
}

/** Of a link, what it leads to is replaced. */
function targetOf(file: string): string {
  return statSync(file, { throwIfNoEntry: false }) === undefined ? file : realpathSync(file);
}

function onReport(file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('storage-failed', `The report cannot be written to ${file}: ${why}.`, {
      hint: 'Give --report the name of a file in a folder that can be written.',
      cause: error,
    });
  }
}
