import type { OutcomeError } from '../../engine/outcome.ts';
import type { GlobalOptions } from './options.ts';

/** What chose the Kratos on this command line. */
export type Aim = Pick<GlobalOptions, 'adminUrl' | 'publicUrl' | 'context' | 'sandbox'>;

/**
 * The error with the flags that chose the Kratos in every `idp run` of its hint: pasted without them, it would go to
 * another one.
 */
export function withAimedHint(error: OutcomeError, aim: Aim): OutcomeError {
  const flags = flagsOfAim(aim);
  if (error.hint === undefined || flags === '') return error;
  // Not `idp run --help`, which asks no Kratos.
  return { ...error, hint: error.hint.replaceAll(/\bidp run (?!-)/g, () => `idp ${flags} run `) };
}

/** As they stand on a command line; empty where none chose the Kratos. */
export function flagsOfAim({ adminUrl, publicUrl, context, sandbox }: Aim): string {
  return [
    ...(sandbox === true ? ['--sandbox'] : []),
    ...(context === undefined ? [] : ['--context', quoted(context)]),
    ...(adminUrl === undefined ? [] : ['--admin-url', quoted(adminUrl)]),
    ...(publicUrl === undefined ? [] : ['--public-url', quoted(publicUrl)]),
  ].join(' ');
}

/** A word as a POSIX shell takes it back. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
