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
  const end = () => inputEnds.abort();
  let isContinued = false;
  // At Ctrl-D the library lets go of standard input and then never settles.
  const letGo = () => isContinued || end();
  // Continued after Ctrl-Z it lets go as well, does not take it up again, and never tells of a Ctrl-D any more.
  const takeUp = () => {
    isContinued = true;
    setImmediate(() => {
      isContinued = false;
      input.resume();
    });
  };
  const onKey = (_text: string | undefined, key: { readonly name?: string; readonly ctrl?: boolean }) => {
    if (key.ctrl === true && key.name === 'd') setImmediate(() => input.isRaw || end());
  };
  process.on('SIGCONT', takeUp);
  input.on('pause', letGo);
  input.on('keypress', onKey);
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
    process.off('SIGCONT', takeUp);
    input.off('pause', letGo);
    input.off('keypress', onKey);
    input.off('end', end);
    input.off('error', end);
    // What was continued once would keep the process alive.
    input.pause();
  }
}

const again = 'Nothing was recorded, sent or changed.';
