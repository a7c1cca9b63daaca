import type { WriteStream } from 'node:tty';
import type { Prompts } from './prompts.ts';

/** Prompts that are loaded when the first question is put: most runs ask nothing. */
export function lazyPrompts(output: WriteStream): Prompts {
  const load = async () => (await import('./terminal-prompts.ts')).terminalPrompts(output);
  return {
    input: async (question) => (await load()).input(question),
    password: async (question) => (await load()).password(question),
    confirm: async (question) => (await load()).confirm(question),
    select: async (question) => (await load()).select(question),
    search: async (question) => (await load()).search(question),
  };
}
