import { IdpError } from '../../../errors/idp-error.ts';

/**
 * Refuses every word beyond one, and what looks like an option and is none: it may be a hash or a password, so nothing of
 * it is repeated. Fails with usage.
 */
export function refuseWords(words: readonly string[]): void {
  if (words.length > 1 || words.some(isOption)) throw refuseWord();
}

const isOption = (word: string): boolean => word !== '-' && word.startsWith('-');

/** Also for a word that names no file. */
export const refuseWord = (): IdpError =>
  new IdpError(
    'usage',
    'One of the words is neither a file nor an option, and hashes and passwords are not taken as arguments: a shell history and a process list keep them.',
    {
      hint: 'Leave it out to be asked for it, pipe it in with -, or name the file it is in; --help lists the options.',
    },
  );
