import { UnknownSyntax } from './pattern-node.ts';

/**
 * A set of letters, written as what stands between the brackets of an expression with the flags `u` or `iu`: `a-z\p{L}`. In
 * either case V8 and Go fold letters by the same table of Unicode.
 */
export function letterSet(
  members: string,
  { negated = false, anyCase = false } = {},
): (code: number) => boolean {
  const letter = new RegExp(`^[${negated ? '^' : ''}${members}]$`, anyCase ? 'iu' : 'u');
  const ascii = Array.from({ length: 128 }, (_, code) => letter.test(String.fromCharCode(code)));
  return (code) => ascii[code] ?? letter.test(String.fromCodePoint(code));
}

/** One letter, for a set. */
export const letterInSet = (code: number): string => `\\u{${code.toString(16)}}`;

/** `\d`, `\w` and `\s` of Go, and their opposites: ASCII alone. */
export const perlSets: Readonly<Record<string, string>> = {
  d: '0-9',
  w: '0-9A-Za-z_',
  s: String.raw`\t\n\f\r `,
  D: String.raw`\0-/:-\u{10ffff}`,
  W: String.raw`\0-/:-@[-^\x60{-\u{10ffff}`,
  S: String.raw`\0-\x08\x0b\x0e-\x1f!-\u{10ffff}`,
};

/** `[:alpha:]` and the like. */
export const posixSets: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: String.raw`\0-\x7f`,
  blank: String.raw`\t `,
  cntrl: String.raw`\0-\x1f\x7f`,
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: String.raw`!-\/:-@\[-\x60\{-~`,
  space: String.raw`\t\n\v\f\r `,
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** `\p{Greek}`, by the name of a category or a script. */
export function unicodeSet(name: string, negated: boolean): string {
  if (name === 'Any') return negated ? '' : String.raw`\0-\u{10ffff}`;
  const letter = negated ? 'P' : 'p';
  for (const written of [`\\${letter}{${name}}`, `\\${letter}{Script=${name}}`]) {
    if (isKnown(written)) return written;
  }
  throw new UnknownSyntax(`\\p{${name}}`);
}

function isKnown(set: string): boolean {
  try {
    return new RegExp(set, 'u').source !== '';
  } catch {
    return false;
  }
}
