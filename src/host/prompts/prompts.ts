/**
 * Questions to the person at the terminal, put on standard error. Every text may come from anywhere: controls in it are
 * shown escaped. Each fails with cancelled (Ctrl-C, Ctrl-D) or aborted (its signal), the terminal being as it was before.
 */
export type Prompts = {
  /** A line, as typed. */
  input(question: InputQuestion): Promise<string>;
  /** A line of which only stars are shown. */
  password(question: InputQuestion): Promise<string>;
  /** Yes or no; Enter alone is `byDefault`. */
  confirm(question: Question & { readonly byDefault: boolean }): Promise<boolean>;
  /** One of a few; the first one that is offered, or `byDefault`, is a mere Enter away. */
  select<T>(question: SelectQuestion<T>): Promise<T>;
  /** One of many, found by what is typed. */
  search<T>(question: SearchQuestion<T>): Promise<T>;
};

export type Question = {
  /** Stands before what is typed; short. */
  readonly message: string;
  /** Stands in a line of its own above it. */
  readonly about?: string | undefined;
  readonly signal: AbortSignal;
};

export type InputQuestion = Question & {
  /** What is wrong with a line, said below it, so that it can be mended; undefined takes it. */
  readonly fault?: ((typed: string) => string | undefined | Promise<string | undefined>) | undefined;
};

export type Choice<T> = {
  readonly name: string;
  readonly value: T;
  /** Said below the list while the choice is pointed at. */
  readonly description?: string | undefined;
};

export type SelectQuestion<T> = Question & {
  readonly choices: readonly Choice<T>[];
  readonly byDefault?: T | undefined;
};

export type SearchQuestion<T> = Question & {
  /** What is offered for a text; `signal` ends the look-up as soon as another is typed. Does not fail. */
  readonly find: (typed: string, signal: AbortSignal) => Promise<Offer<T>>;
  /** What Enter takes while `find` is still at work; undefined waits for it. */
  readonly asTyped: (typed: string) => Choice<T> | undefined;
};

export type Offer<T> = {
  readonly choices: readonly Choice<T>[];
  /** One line above them, where it is seen however many they are, such as why there are no more. */
  readonly note?: string | undefined;
};
