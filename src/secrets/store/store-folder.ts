import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';

/** The files of a store, in a folder of their own. */
export const storeFile = (folder: string): string => join(folder, 'store.age');
export const protectionFile = (folder: string): string => join(folder, 'protection.json');

/** Makes the folder, for its owner alone; one that others may enter is taken from them. Fails with storage-failed. */
export function makeStoreFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
  } catch (error) {
    throw notWritable(folder, error);
  }
}

export const notWritable = (folder: string, error: unknown): IdpError =>
  new IdpError('storage-failed', `The secret store cannot be written in ${folder}: ${messageOf(error)}.`, {
    hint: 'Nothing was changed. Check free space and permissions of that folder, then run it again.',
    cause: error,
  });

/**
 * The whole of a file; undefined where there is none. What is no regular file, nor a link to one, is refused: reading a
 * pipe waits for whoever may write to it, and some devices have no end. Fails with storage-failed.
 */
export function readWhole(file: string): Buffer | undefined {
  try {
    if (!statSync(file).isFile()) throw new Error('it is not a regular file');
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new IdpError('storage-failed', `${file} cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}

/**
 * Puts a file of mode 0600 in its place as a whole: written beside it and on the disk before it takes the name, so that a
 * process that is killed, a full disk or a power cut leave the old one or the new one. `beforeKept` comes last before
 * that, and may still call it off. Throws as the file system does.
 */
export async function replaceWhole(
  file: string,
  bytes: Uint8Array | string,
  beforeKept?: () => Promise<void>,
): Promise<void> {
  const beside = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    const descriptor = openSync(beside, 'wx', 0o600);
    try {
      // A disk that fills up takes part of it first, and says so only at the next attempt.
      let rest = Buffer.from(bytes);
      while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    await beforeKept?.();
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/** Takes away what processes that were killed left beside their files; only for whoever holds the lock. */
export function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.tmp')) rmSync(join(folder, basename(name)), { force: true });
  }
}

/** A new name is on the disk once its folder is. Windows has no such thing. */
function syncFolder(folder: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Some file systems know no sync of a folder: EINVAL, and EPERM on Windows.
    if (!['EINVAL', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    closeSync(descriptor);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
