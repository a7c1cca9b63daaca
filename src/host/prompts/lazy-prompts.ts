import type { WriteStream } from 'node:tty';
import type { Prompts } from './prompts.ts';

/** Prompts that are loaded when the first question is put: most runs ask nothing. `isDumb` is a terminal with TERM=dumb. */
export function lazyPrompts(output: WriteStream, isDumb: boolean): Prompts {
  const load = async (): Promise<Prompts> =>
    isDumb
      ? (await import('./plain-prompts.ts')).plainPrompts(output)
      : (await import('./terminal-prompts.ts')).terminalPrompts(output);
  return {
    input: async (question) => (await load()).input(question),
    password: async (question) => (await load()).password(question),
    confirm: async (question) => (await load()).confirm(question),
    select: async (question) => (await load()).select(question),
    search: async (question) => (await load()).search(question),
  };
}
