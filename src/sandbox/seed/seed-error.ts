/** Why a sandbox was not filled: one sentence, and for a file that holds identities a line for every bad one. */
export class SeedError extends Error {
  readonly problems: readonly string[];

  constructor(sentence: string, problems: readonly string[] = []) {
    super(sentence);
    this.problems = problems;
  }
}
