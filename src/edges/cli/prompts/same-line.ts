import type { Outcome } from '../../../engine/outcome.ts';
import { printable } from '../../../host/printable.ts';
import { typedSecret } from '../../../secrets/ephemeral-secrets.ts';
import { quoted } from '../aimed-hint.ts';
import type { RunOptions } from '../options.ts';
import type { Completed } from './ask-missing.ts';
import type { Answer } from './asking.ts';

/**
 * The line that does the same without a question, for standard error; `words` is the line as it stood, `chosen` the
 * action where it was not on it. A typed password stands in it as the name of a secret that does not exist yet.
 */
export function sameLine(
  words: readonly string[],
  chosen: string | undefined,
  { entry, answers }: Completed,
  options: RunOptions,
  outcome: Outcome,
): string {
  const { 'identity-id': id } = outcome.results;
  const isConfirmed = entry.effect === 'destroy' && typeof id === 'string' && isAsked(options);
  const line = [
    'idp',
    ...withAction(words, chosen).map(quoted),
    ...answers.map((answer) => wordOf(answer, entry.target === 'identity')),
    ...(isConfirmed ? ['--confirm', id] : []),
  ].join(' ');
  const isTyped = answers.some(([, value]) => value === typedSecret);
  const how = isTyped
    ? '  NAME is a secret to be: idp secret add NAME password asks for its password.\n'
    : '';
  return `The same without questions: ${printable(line)}\n${how}`;
}

/** Whether a yes was asked for in words. */
const isAsked = ({ yes, confirm, dryRun }: RunOptions): boolean =>
  yes !== true && confirm === undefined && dryRun !== true;

function withAction(words: readonly string[], chosen: string | undefined): readonly string[] {
  if (chosen === undefined) return words;
  const at = words.indexOf('run');
  return at < 0 ? [...words, 'run', chosen] : words.toSpliced(at + 1, 0, chosen);
}

function wordOf([name, value]: Answer, isAboutSomebody: boolean): string {
  if (value === typedSecret) return `${name}=NAME`;
  // A bare word says whom it is about, unless it looks like something else.
  const isBare =
    isAboutSomebody && (name === 'email' || name === 'identity-id') && /^[^-=][^=]*$/.test(value);
  return quoted(isBare ? value : `${name}=${value}`);
}
