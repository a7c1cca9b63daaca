import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import { nameOf } from '../../records/open-input.ts';
import { openPath, whyUnreadable } from '../../records/open-path.ts';
import type { ImportWorld } from './import-input.ts';

/**
 * Copies standard input or a pipe to a file of its own in the spool folder, as it comes, packed or not; gives the file. What
 * was copied before is taken as it is. Undefined where there is no such folder, or the file can be read again anyway. Fails with usage
 * where it cannot be read, with storage-failed where it cannot be written; then no half of it stays.
 */
export async function spoolInput(
  name: string,
  index: number,
  { spoolFolder, stdin, signal }: ImportWorld,
): Promise<{ readonly path: string; readonly isNew: boolean } | undefined> {
  if (spoolFolder === undefined) return undefined;
  const path = join(spoolFolder, `input-${index + 1}`);
  if (existsSync(path)) return { path, isNew: false };
  if (name !== '-' && !isPipe(name)) return undefined;
  const part = `${path}.part`;
  const descriptor = onDisk(spoolFolder, () => {
    mkdirSync(spoolFolder, { recursive: true, mode: 0o700 });
    return openSync(part, 'w', 0o600);
  });
  let isWhole = false;
  try {
    for await (const chunk of chunksOf(name, stdin, signal))
      onDisk(spoolFolder, () => writeAll(descriptor, chunk));
    onDisk(spoolFolder, () => fsyncSync(descriptor));
    isWhole = true;
  } finally {
    closeSync(descriptor);
    if (!isWhole) rmSync(part, { force: true });
  }
  onDisk(spoolFolder, () => keep(part, path, spoolFolder));
  return { path, isNew: true };
}

function isPipe(name: string): boolean {
  try {
    return statSync(name).isFIFO();
  } catch {
    // Why it cannot be read is for whoever opens it to tell.
    return false;
  }
}

async function* chunksOf(
  name: string,
  stdin: ImportWorld['stdin'],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* name === '-' ? stdin() : (await openPath(name, signal)).chunks;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new IdpError('usage', `${nameOf(name)} cannot be read: ${whyUnreadable(error)}.`, {
      hint: 'Run it again, or put what it gives into a file.',
      cause: error,
    });
  }
}

function writeAll(descriptor: number, chunk: Uint8Array): void {
  for (let at = 0; at < chunk.byteLength;) at += writeSync(descriptor, chunk, at);
}

function keep(part: string, path: string, folder: string): void {
  renameSync(part, path);
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function onDisk<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('storage-failed', `The input could not be copied to ${folder}: ${why}.`, {
      hint: 'Make room there, or put the input into a file, which is read where it is.',
      cause: error,
    });
  }
}
