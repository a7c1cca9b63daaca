import { closeSync, constants, openSync, readSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';

export interface OpenedPath {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Undefined for a pipe. */
  readonly size: number | undefined;
  readonly close: () => void;
}

/** A file or a pipe, opened. Fails as the file system does, or with NoFile; `whyUnreadable` words either. */
export async function openPath(path: string, signal: AbortSignal | undefined): Promise<OpenedPath> {
  const there = await stat(path);
  if (there.isDirectory()) throw new NoFile('it is a folder');
  if (there.isFIFO()) return openPipe(path, signal);
  if (!there.isFile()) throw new NoFile('it is neither a file nor a pipe');
  const handle = await open(path);
  const chunks = handle.createReadStream({ highWaterMark: chunkBytes, ...(signal && { signal }) });
  return { chunks, size: there.size, close: () => void chunks.destroy() };
}

/** Why a file cannot be read, as the end of a sentence; paths are not repeated. */
export function whyUnreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (error instanceof NoFile) return error.message;
  // The message of a system's error has the path in it.
  if (code !== '') return reasons[code] ?? `it fails with ${code}`;
  return error instanceof Error ? error.message : String(error);
}

const chunkBytes = 262_144;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ELOOP: 'its links lead in a circle',
  EISDIR: 'it is a folder',
  EIO: 'the disk or device fails (EIO)',
};

class NoFile extends Error {}

/**
 * Opened as one opens a pipe without waiting for a writer; the first read tells whether there is one. Waiting for whoever
 * may come would look like a program that hangs.
 */
async function openPipe(path: string, signal: AbortSignal | undefined): Promise<OpenedPath> {
  const { Socket } = await import('node:net');
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const first = readAtOnce(descriptor);
  if (first?.length === 0) {
    closeSync(descriptor);
    throw new NoFile('it is an empty pipe that nobody writes to');
  }
  const rest = new Socket({ fd: descriptor, readable: true, writable: false, ...(signal && { signal }) });
  return { chunks: after(first, rest), size: undefined, close: () => void rest.destroy() };
}

/** Undefined where there is a writer that has not written yet; empty at the end. */
function readAtOnce(descriptor: number): Uint8Array | undefined {
  const buffer = Buffer.alloc(65_536);
  try {
    return buffer.subarray(0, readSync(descriptor, buffer));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    closeSync(descriptor);
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
