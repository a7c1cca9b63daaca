import { parsePattern } from './parse-pattern.ts';
import { patternMatcher } from './pattern-matcher.ts';
import { patternProgram } from './pattern-program.ts';
import { UnknownSyntax } from './pattern-node.ts';

/**
 * Whether a regular expression of an identity schema is found in a text, as Go's regexp finds it: `\A`, `\z`, `(?i)`, `\pL` and
 * `[[:alpha:]]` mean something, white space and letters are those of ASCII, and no expression takes longer than the text is
 * long, whatever it nests: a schema with `(a+)+$` must not stop an import. Undefined where it holds something that is not known here.
 */
export function compilePattern(pattern: string): ((text: string) => boolean) | undefined {
  try {
    return patternMatcher(patternProgram(parsePattern(pattern)));
  } catch (error) {
    if (error instanceof UnknownSyntax || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
