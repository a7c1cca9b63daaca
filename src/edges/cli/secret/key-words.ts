import { IdpError } from '../../../errors/idp-error.ts';
import { isSecretKey } from '../../../secrets/secret-key.ts';

/** Where the value of a key comes from; `file` is `-` for standard input. */
export type KeySource = { readonly key: string; readonly file: string | undefined };

/** Refuses `key=value` anywhere among the words, before a word of them is used; the value is repeated nowhere. */
export function refuseValues(words: readonly string[]): void {
  if (!words.some((word) => word.includes('=') && !/^[^=#]*#file=/.test(word))) return;
  throw new IdpError(
    'usage',
    'Values are not taken as arguments: a shell history and a process list keep them.',
    {
      hint: 'Write the key alone to be asked for its value, as in idp secret add ada password, or pipe it in with password#file=-',
    },
  );
}

/** `KEY`, `KEY#file=PATH` and `KEY#file=-`. Fails with usage; what is no key is not repeated, for it may be a value. */
export function readKeyWords(words: readonly string[], valuesFile: string | undefined): KeySource[] {
  const sources = words.map(readKeyWord);
  const keys = sources.map(({ key }) => key);
  refuseRepeated(keys);
  const fromStdin = sources.filter(({ file }) => file === '-').length + (valuesFile === '-' ? 1 : 0);
  if (fromStdin > 1) {
    throw new IdpError('usage', 'Standard input can be read for one value only, or for --file.', {
      hint: 'Give the others as KEY#file=PATH, or all of them as a map with --file -.',
    });
  }
  return sources;
}

/** Of two values of one key one would be dropped without a word. */
export function refuseRepeated(keys: readonly string[]): void {
  const repeated = keys.find((key, at) => keys.indexOf(key) !== at);
  if (repeated !== undefined) throw new IdpError('usage', `The key ${repeated} is given more than once.`);
}

function readKeyWord(word: string): KeySource {
  const { key = '', file } = /^(?<key>[^#]*)(?:#file=(?<file>.*))?$/s.exec(word)?.groups ?? {};
  if (!isSecretKey(key)) {
    throw new IdpError('usage', 'One of the words is not a key.', {
      hint: 'A key is made of at most 64 letters, digits, - and _, such as password; KEY#file=PATH reads its value from a file.',
    });
  }
  if (file === '') {
    throw new IdpError('usage', `${key}#file= names no file.`, {
      hint: `Write ${key}#file=PATH, or ${key}#file=- for standard input.`,
    });
  }
  return { key, file };
}
