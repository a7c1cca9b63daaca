import { IdpError } from '../../errors/idp-error.ts';

/** What every prompt of the library is run with. */
export type PromptContext = { readonly output: NodeJS.WritableStream; readonly signal: AbortSignal };

/**
 * Runs one prompt to its answer. Fails with cancelled where the person stops it (Ctrl-C, Ctrl-D, end of input), with
 * aborted where `signal` does.
 */
export async function ask<T>(
  prompt: (context: PromptContext) => Promise<T>,
  output: NodeJS.WritableStream,
  signal: AbortSignal,
): Promise<T> {
  const input = process.stdin;
  const inputEnds = new AbortController();
  // At Ctrl-D the library lets go of standard input and then never settles.
  const end = () => inputEnds.abort();
  input.on('pause', end);
  input.on('end', end);
  // A terminal that is gone cannot be read; what ends the run then is its SIGHUP.
  input.on('error', end);
  try {
    return await prompt({ output, signal: AbortSignal.any([signal, inputEnds.signal]) });
  } catch (error) {
    if (signal.aborted)
      throw new IdpError('aborted', 'Interrupted at a prompt.', { hint: again, cause: error });
    if (inputEnds.signal.aborted || (error instanceof Error && error.name === 'ExitPromptError')) {
      throw new IdpError('cancelled', 'Stopped at a prompt.', { hint: again, cause: error });
    }
    throw error;
  } finally {
    input.off('pause', end);
    input.off('end', end);
    input.off('error', end);
  }
}

const again = 'Nothing was recorded, sent or changed.';
