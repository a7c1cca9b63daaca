import { closeSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import { nextRejectsFile } from './reject-name.ts';
import { syncFolder } from './sync-folder.ts';

/** Which file the rejects of an import go to. */
export interface RejectsPlan {
  readonly file: string;
  /** Whether the operator named it; else another number will do where it is taken. */
  readonly isGiven: boolean;
}

/**
 * Makes the file, empty and readable by its owner only, before anything is sent; it tells where that is. What is there
 * already holds rows that somebody may be mending: it is never written over. Of a name that was not given the next free
 * number is taken; one that was given is a usage error, unless nothing is in it, or it is a device. Fails with storage-failed
 * where it cannot be made.
 */
export function claimRejects({ file, isGiven }: RejectsPlan): {
  readonly file: string;
  readonly isMade: boolean;
} {
  for (let name = resolve(file); ; name = nextRejectsFile(name)) {
    if (make(name)) return { file: name, isMade: true };
    if (!isGiven && nextRejectsFile(name) !== name) continue;
    const there = onRejects(name, () => statSync(name), beforeAnything);
    if (there.isDirectory()) throw taken(name, 'is a folder');
    if (there.isFile() && there.size > 0) throw taken(name, 'is there already, and is not written over');
    return { file: name, isMade: false };
  }
}

function taken(file: string, why: string): IdpError {
  return new IdpError('usage', `${file} ${why}.`, { hint: 'Give --rejects the name of a new file.' });
}

/** False where there is something of this name. */
function make(file: string): boolean {
  return onRejects(
    file,
    () => {
      try {
        closeSync(openSync(file, 'wx', 0o600));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      }
      syncFolder(dirname(file));
      return true;
    },
    beforeAnything,
  );
}

/** Does something with a file of rejects; a full disk is storage-failed. Once anything is sent, there is no other place for them. */
export function onRejects<T>(
  file: string,
  work: () => T,
  hint = 'Check free space and permissions of its folder.',
): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof IdpError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('storage-failed', `The file of rejects, ${file}, cannot be written: ${why}.`, {
      hint,
      cause: error,
    });
  }
}

const beforeAnything =
  'Check free space and permissions of its folder, or name another place with --rejects.';
