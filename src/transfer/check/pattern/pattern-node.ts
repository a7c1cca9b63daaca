/** What a regular expression is made of. */
export type PatternNode =
  /** One letter of a set. */
  | { readonly is: 'letter'; readonly has: (code: number) => boolean }
  /** A place between two letters. */
  | { readonly is: 'place'; readonly place: PatternPlace }
  | { readonly is: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly is: 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly is: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number };

export type PatternPlace =
  | 'text-start'
  | 'text-end'
  | 'line-start'
  | 'line-end'
  | 'word-edge'
  | 'no-word-edge';

/** Something in an expression that is not known here. */
export class UnknownSyntax extends Error {
  override readonly name = 'UnknownSyntax';
}
