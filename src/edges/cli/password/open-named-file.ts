import { closeSync, constants, createReadStream, openSync, readSync, statSync, type Stats } from 'node:fs';
import { Socket } from 'node:net';
import { IdpError } from '../../../errors/idp-error.ts';
import { refuseWord } from './refuse-words.ts';

/**
 * The pieces of a file that a word names, which may be a hash instead: then, and where it cannot be read, it fails with usage
 * and repeats nothing of the word. A pipe may be written to now or later, but somebody must have opened it.
 */
export function openNamedFile(file: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const there = look(file);
  if (there.isDirectory()) throw unreadable('it is a folder');
  return there.isFIFO() ? openPipe(file, signal) : read(createReadStream(file, { signal }), signal);
}

function look(file: string): Stats {
  try {
    return statSync(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw ['ENOENT', 'ENAMETOOLONG', 'ENOTDIR'].includes(code) ? refuseWord() : unreadable(codeOf(error));
  }
}

/** Opened without waiting for a writer, which would be deaf to every signal; the first read tells whether there is one. */
function openPipe(file: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  let first: Uint8Array | undefined;
  let fd: number;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    first = readAtOnce(fd);
  } catch (error) {
    throw unreadable(codeOf(error));
  }
  if (first?.length === 0) {
    closeSync(fd);
    throw unreadable('it is an empty pipe that nobody writes to');
  }
  return read(new Socket({ fd, readable: true, writable: false, signal }), signal, first);
}

/** Undefined where there is a writer that has not written yet; empty at the end. */
function readAtOnce(fd: number): Uint8Array | undefined {
  const buffer = Buffer.alloc(65_536);
  try {
    return buffer.subarray(0, readSync(fd, buffer));
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return undefined;
    throw error;
  }
}

async function* read(
  pieces: AsyncIterable<unknown>,
  signal: AbortSignal,
  first?: Uint8Array,
): AsyncGenerator<Uint8Array> {
  if (first !== undefined) yield first;
  try {
    yield* pieces as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw signal.aborted ? error : unreadable(codeOf(error));
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown failure';

/** Without its cause, whose sentence has the name. */
const unreadable = (why: string): IdpError =>
  new IdpError('usage', `The file that is named cannot be read: ${why}.`, {
    hint: 'Check that it may be read, or pipe it in with -.',
  });
