import type { Prompts } from '../../../host/prompts/prompts.ts';

/** A text that is not shown, and is typed twice because nobody sees it. Fails with cancelled or aborted. */
export async function askHiddenTwice(
  prompts: Prompts,
  message: string,
  signal: AbortSignal,
  fault?: (typed: string) => string | undefined,
): Promise<string> {
  let about: string | undefined;
  for (;;) {
    const first = await prompts.password({ about, message, signal, fault });
    const second = await prompts.password({ message: 'the same once more:', signal });
    if (first === second) return first;
    about = 'The two were not the same. Type it twice again.';
  }
}
