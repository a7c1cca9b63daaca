import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import { lockSpool, spoolName, sweepSpools } from './spool-files.ts';
import { syncFolder } from './sync-folder.ts';

/** An input that can be read once only, as a file that can be read again. */
export interface Spool {
  readonly file: string;
  /** Its place for good, in the same folder; of several the number counts from 1. A power cut does not take it back. */
  keepFor(operation: string, number?: number): string;
  /** Where it comes to nothing. */
  discard(): void;
}

/**
 * Writes standard input or a pipe down, mode 0600, so that a resumed import can read it again; what crashed at this is removed
 * first. Fails with storage-failed, or as `chunks` does; nothing is left then.
 */
export async function spoolInput(
  chunks: AsyncIterable<Uint8Array>,
  folder: string,
  now: Date,
): Promise<Spool> {
  const file = join(folder, `preparing-${randomUUID()}.input`);
  const lock = onSpool(file, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    sweepSpools(folder, now);
    return lockSpool(file);
  });
  const discard = (): void => {
    rmSync(file, { force: true });
    lock.release();
  };
  try {
    await writeDown(chunks, file);
  } catch (error) {
    discard();
    throw error;
  }
  return {
    file,
    keepFor: (operation, number = 1) =>
      onSpool(file, () => {
        const named = spoolName(folder, operation, number);
        renameSync(file, named);
        syncFolder(dirname(named));
        lock.release();
        return named;
      }),
    discard,
  };
}

async function writeDown(chunks: AsyncIterable<Uint8Array>, file: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => fail(file, error));
  try {
    for await (const chunk of chunks)
      await writeAll(handle, chunk).catch((error: unknown) => fail(file, error));
    await handle.sync().catch((error: unknown) => fail(file, error));
  } finally {
    await handle.close();
  }
}

/** A disk that fills up takes part of a chunk first. */
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let rest = chunk; rest.length > 0;) {
    const { bytesWritten } = await handle.write(rest);
    rest = rest.subarray(bytesWritten);
  }
}

function onSpool<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    return fail(file, error);
  }
}

function fail(file: string, error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new IdpError('storage-failed', `The input cannot be written down in ${dirname(file)}: ${why}.`, {
    hint: 'Nothing was sent. Make room in that folder, or give the import a file that is not a pipe.',
    cause: error,
  });
}
