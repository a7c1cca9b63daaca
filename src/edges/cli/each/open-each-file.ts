import { closeSync, constants, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { IdpError } from '../../../errors/idp-error.ts';
import type { TargetFile } from './read-targets.ts';

/**
 * The file of --each, to be read in pieces; `-` is standard input. Fails with usage where it cannot be read: a folder, a
 * file that is not there, a pipe that nobody writes to, which would wait for ever.
 */
export async function openEachFile(
  file: string,
  stdin: (signal: AbortSignal) => AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<TargetFile> {
  if (file === '-') return { name: 'standard input', chunks: stdin(signal) };
  const there = guarded(file, () => statSync(file));
  if (there.isDirectory()) throw unreadable(file, 'it is a folder');
  const chunks = there.isFIFO() ? await openPipe(file, signal) : read(file, signal);
  return { name: file, chunks };
}

async function* read(file: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { signal }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw signal.aborted ? error : unreadable(file, why(error), error);
  }
}

/** Opened as one opens a pipe without waiting for a writer; the first read tells whether there is one. */
async function openPipe(file: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  const { Socket } = await import('node:net');
  const descriptor = guarded(file, () => openSync(file, constants.O_RDONLY | constants.O_NONBLOCK));
  const first = guarded(file, () => readAtOnce(descriptor));
  if (first?.length === 0) {
    closeSync(descriptor);
    throw unreadable(file, 'it is an empty pipe that nobody writes to');
  }
  const rest = new Socket({ fd: descriptor, readable: true, writable: false, signal });
  return after(first, rest as AsyncIterable<Uint8Array>);
}

/** Undefined where there is a writer that has not written yet; empty at the end. */
function readAtOnce(descriptor: number): Uint8Array | undefined {
  const buffer = Buffer.alloc(65_536);
  try {
    return buffer.subarray(0, readSync(descriptor, buffer));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

async function* after(
  first: Uint8Array | undefined,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first !== undefined) yield first;
  yield* rest;
}

function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw unreadable(file, why(error), error);
  }
}

const why = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? 'there is no such file'
    : error instanceof Error
      ? error.message
      : String(error);

function unreadable(file: string, reason: string, cause?: unknown): IdpError {
  return new IdpError('usage', `The targets in ${file} cannot be read: ${reason}.`, {
    hint: 'Give --each a file of ids or addresses, or - for standard input; nothing was recorded or sent.',
    cause,
  });
}
