import { IdpError } from '../../../errors/idp-error.ts';
import { openPath, whyUnreadable } from '../../../records/open-path.ts';
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
  try {
    const { chunks } = await openPath(file, signal);
    return { name: file, chunks: told(file, chunks, signal) };
  } catch (error) {
    throw signal.aborted ? error : unreadable(file, error);
  }
}

async function* told(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw signal.aborted ? error : unreadable(file, error);
  }
}

function unreadable(file: string, cause: unknown): IdpError {
  return new IdpError('usage', `The targets in ${file} cannot be read: ${whyUnreadable(cause)}.`, {
    hint: 'Give --each a file of ids or addresses, or - for standard input; nothing was recorded or sent.',
    cause,
  });
}
