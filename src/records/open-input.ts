import { IdpError } from '../errors/idp-error.ts';
import { compressionOf, decompress, foreignArchive } from './compression.ts';
import { type InputFile, InputFailure } from './input-file.ts';
import { openPath, whyUnreadable } from './open-path.ts';
import { type Peekable, peekable } from './peekable.ts';
import { foreignEncoding } from './text-encoding.ts';

export interface InputWorld {
  /** What `-` stands for. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
  /** What it is called where it has another name for people: that of what was copied to the path. */
  readonly name?: string;
}

/**
 * Opens a file of records, gzip and zstd included, whatever its name says; `-` is standard input. Pipes such as
 * `<(zcat …)` are read as they come. Fails with usage, before anything was done, where nothing can come of it: there is no
 * such file, a folder, a device, a pipe that nobody writes to, an empty file, an archive, text that is no UTF-8
 * by its first bytes. What is found out later is a problem in the stream of its reader.
 */
export async function openInput(
  path: string,
  { stdin, signal, name = nameOf(path) }: InputWorld = {},
): Promise<InputFile> {
  const opened = path === '-' ? standardInput(stdin) : await guarded(name, () => openPath(path, signal));
  let taken = 0;
  const raw = peekable(
    counted(opened.chunks, name, (bytes) => {
      taken += bytes;
    }),
  );
  try {
    const start = await raw.head(magicBytes);
    const compression = compressionOf(start);
    const content = compression === undefined ? raw : peekable(decompress(raw.chunks(), compression, name));
    const skipped = await usefulFrom(name, start, content);
    return {
      name,
      size: opened.size,
      taken: () => taken,
      head: async (bytes) => (await content.head(bytes + skipped)).subarray(skipped, bytes + skipped),
      chunks: () => without(skipped, content.chunks(), opened.close),
      close: opened.close,
    };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** What a path that is given is called. */
export const nameOf = (path: string): string => (path === '-' ? 'standard input' : path);

const magicBytes = 8;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
/** Enough to see that every other byte is NUL. */
const encodingBytes = 32;

function standardInput(stdin: InputWorld['stdin']): Awaited<ReturnType<typeof openPath>> {
  if (stdin === undefined) throw refused('standard input', 'there is none');
  return { chunks: stdin, size: undefined, close: () => undefined };
}

/** How long its byte order mark is. Fails where what begins like this is of no use. */
async function usefulFrom(name: string, start: Buffer, content: Peekable): Promise<number> {
  const archive = foreignArchive(start);
  if (archive !== undefined) throw refused(name, archive);
  const beginning = await content.head(encodingBytes);
  const skipped = beginning.subarray(0, 3).equals(byteOrderMark) ? byteOrderMark.length : 0;
  if (beginning.length === skipped) throw failed(name, content.failure());
  const encoding = foreignEncoding(beginning);
  if (encoding !== undefined) throw refused(name, encoding);
  return skipped;
}

/** Why not a byte came. */
function failed(name: string, failure: unknown): unknown {
  if (failure === undefined) return refused(name, 'it is empty');
  return failure instanceof InputFailure
    ? new IdpError('usage', failure.message, { hint, cause: failure })
    : failure;
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  note: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      note(chunk.byteLength);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new InputFailure(
      'unreadable',
      `${name} could not be read further: ${whyUnreadable(error)}.`,
      error,
    );
  }
}

async function* without(
  bytes: number,
  chunks: AsyncIterable<Buffer>,
  close: () => void,
): AsyncGenerator<Buffer> {
  let left = bytes;
  try {
    for await (const chunk of chunks) {
      yield left === 0 ? chunk : chunk.subarray(left);
      left = Math.max(0, left - chunk.length);
    }
  } finally {
    close();
  }
}

async function guarded<T>(name: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw refused(name, whyUnreadable(error), error);
  }
}

function refused(name: string, reason: string, cause?: unknown): IdpError {
  return new IdpError('usage', `${name} cannot be read: ${reason}.`, {
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}

const hint = 'Give a file of records, packed with gzip or zstd or not, or - for standard input.';
