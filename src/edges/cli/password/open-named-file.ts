import { IdpError } from '../../../errors/idp-error.ts';
import { openPath, whyUnreadable } from '../../../records/open-path.ts';
import { refuseWord } from './refuse-words.ts';

/**
 * The pieces of a file that a word names, which may be a hash instead: then, and where it cannot be read, it fails with usage
 * and repeats nothing of the word. A pipe may be written to now or later, but somebody must have opened it.
 */
export async function openNamedFile(file: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  try {
    const { chunks } = await openPath(file, signal);
    return told(chunks, signal);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw ['ENOENT', 'ENAMETOOLONG', 'ENOTDIR'].includes(code) ? refuseWord() : unreadable(error);
  }
}

async function* told(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw signal.aborted ? error : unreadable(error);
  }
}

/** Without its cause, whose sentence has the name. */
const unreadable = (cause: unknown): IdpError =>
  new IdpError('usage', `The file that is named cannot be read: ${whyUnreadable(cause)}.`, {
    hint: 'Check that it may be read, or pipe it in with -.',
  });
