/** A backend of secrets.yaml: a program that prints a secret. */
export type CommandSettings = {
  /** The program and its arguments; `{name}` and `{key}` in them stand for what a reference says. */
  readonly command: readonly [string, ...string[]];
  /** Where in the printed JSON the keys and values are: `data.data`; `*` is the only key of an object. */
  readonly select: readonly string[];
  /** What is printed; `either` where the file does not say. */
  readonly prints: 'value' | 'first-line' | 'json' | 'either';
  readonly timeoutMs: number | undefined;
};

/** The backends that secrets.yaml declares, and where it lies. */
export type DeclaredBackends = {
  readonly file: string;
  readonly backends: ReadonlyMap<string, CommandSettings>;
};
