import { UnknownSyntax } from './pattern-node.ts';

/** A place in a regular expression that is being read. */
export interface Cursor {
  isAtEnd(): boolean;
  peek(): string;
  /** The next letter, which may be two units long. */
  next(): string;
  take(letter: string): boolean;
  /** By a sticky expression. */
  takeMatch(expression: RegExp): readonly (string | undefined)[] | undefined;
}

export function cursorOf(pattern: string): Cursor {
  let at = 0;
  return {
    isAtEnd: () => at >= pattern.length,
    peek: () => pattern.charAt(at),
    next() {
      const code = pattern.codePointAt(at);
      if (code === undefined) throw new UnknownSyntax('the end');
      const letter = String.fromCodePoint(code);
      at += letter.length;
      return letter;
    },
    take(letter) {
      if (!pattern.startsWith(letter, at)) return false;
      at += letter.length;
      return true;
    },
    takeMatch(expression) {
      expression.lastIndex = at;
      const match = expression.exec(pattern);
      if (match === null) return undefined;
      at += match[0].length;
      return match;
    },
  };
}
