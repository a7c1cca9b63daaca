import { IdpError } from '../../errors/idp-error.ts';
import type { CatalogEntry } from '../../engine/catalog.ts';
import { nearestNames } from '../../errors/nearest-names.ts';

export type Words = {
  readonly bare: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
};

/**
 * Bare words, `key=value` and `--key value` (or `--key=value`; a boolean may stand alone), as typed. A word is a pair
 * when its part before the first `=` is a parameter name by its form; `--` ends flags. `options` are the words that a
 * mistyped flag may have meant besides parameters. Fails with usage or invalid-parameter.
 */
export function readWords(entry: CatalogEntry, words: readonly string[], options: readonly string[]): Words {
  const bare: string[] = [];
  const pairs: [string, string][] = [];
  let flags = true;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (flags && word === '--') {
      flags = false;
    } else if (flags && word.startsWith('--')) {
      const [name = '', ...rest] = word.slice(2).split('=');
      const [key = ''] = name.split('.', 1);
      const schema = Object.hasOwn(entry.params, key) ? entry.params[key] : undefined;
      if (schema === undefined) throw unknownOption(entry, `--${name}`, options);
      if (rest.length > 0) {
        pairs.push([name, rest.join('=')]);
      } else if (schema.type === 'boolean' && !isBoolean(words[at + 1])) {
        pairs.push([name, 'true']);
      } else {
        const value = words[(at += 1)];
        if (value === undefined || value.startsWith('--')) throw lacksValue(name);
        pairs.push([name, value]);
      }
    } else if (flags && /^-[^-]/.test(word)) {
      throw unknownOption(entry, word, options);
    } else {
      const pair = /^([A-Za-z0-9][A-Za-z0-9._-]*)=(.*)$/s.exec(word);
      if (pair === null) bare.push(word);
      else pairs.push([pair[1] ?? '', pair[2] ?? '']);
    }
  }
  return { bare, pairs };
}

const isBoolean = (word: string | undefined): boolean => word === 'true' || word === 'false';

function lacksValue(name: string): IdpError {
  return new IdpError('usage', `--${name} wants a value after it.`, {
    hint: `A value that begins with -- is written --${name}=….`,
  });
}

function unknownOption(entry: CatalogEntry, typed: string, options: readonly string[]): IdpError {
  // What stands behind the = may be a secret.
  const [option = ''] = typed.split('=');
  const name = option.replace(/^-+/, '');
  if (typed.startsWith('--') && options.includes(name)) {
    return new IdpError(
      'usage',
      `${option} takes no value: it is on where it stands, off where it does not.`,
      {
        hint: 'idp run --help lists the options.',
      },
    );
  }
  const near = nearestNames(name, [...Object.keys(entry.params), ...options]);
  const meant = near.length === 0 ? '' : `; the nearest is ${near.map((one) => `--${one}`).join(', ')}`;
  return new IdpError('usage', `${entry.name} knows no option ${option}${meant}.`, {
    hint: `idp show-action ${entry.name} lists its parameters, idp run --help the options.`,
  });
}
