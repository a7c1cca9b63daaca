import type { Outcome } from '../../../engine/outcome.ts';
import { isBlank } from '../../../engine/parameters.ts';
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
  const stood = withoutBlanks(withAction(words, chosen), answers);
  // What follows -- is words and pairs only: an option would be taken for one of them.
  const end = stood.includes('--') ? stood.indexOf('--') : stood.length;
  const line = [
    'idp',
    ...stood.slice(0, end).map(quoted),
    ...answers.map((answer) => wordOf(answer, entry.target === 'identity')),
    ...(isConfirmed ? ['--confirm', id] : []),
    ...stood.slice(end).map(quoted),
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

/** Without what was given blank and so was asked for: beside its answer it would be given twice. */
function withoutBlanks(words: readonly string[], answers: readonly Answer[]): readonly string[] {
  const asked = new Set(answers.flatMap(([name]) => (name === 'email' ? ['email', 'identity-id'] : [name])));
  const isAboutAsked = (option: string) => option.startsWith('--') && asked.has(option.slice(2));
  return words.filter((word, at) => {
    const [name = '', ...value] = word.replace(/^--/, '').split('=');
    if (value.length > 0) return !(asked.has(name) && isBlank(value.join('=')));
    if (isAboutAsked(word)) return !isBlank(words[at + 1]);
    const before = words[at - 1] ?? '';
    return !isBlank(word) || (before.startsWith('--') && before !== '--' && !isAboutAsked(before));
  });
}

function wordOf([name, value]: Answer, isAboutSomebody: boolean): string {
  if (value === typedSecret) return `${name}=NAME`;
  // A bare word says whom it is about, unless it looks like something else.
  const isBare =
    isAboutSomebody && (name === 'email' || name === 'identity-id') && /^[^-=][^=]*$/.test(value);
  return quoted(isBare ? value : `${name}=${value}`);
}
