/** One identity to be, as it was found or made up. */
export interface SeedRow {
  /** Where it stands, for messages: `people.jsonl:3`, `people.json, row 3`, `person 3`. */
  readonly place: string;
  readonly value: unknown;
  /** It is signed in from there. */
  readonly signedInFrom?: { readonly address: string; readonly userAgent: string };
}

/** A place in a file where no identity can be read. */
export interface BadRow {
  readonly place: string;
  readonly problem: string;
}
