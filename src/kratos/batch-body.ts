/** One item of a batch, `{"patch_id"?, "create": {…}}`, as JSON text; 1 where its password comes in plain text. */
export interface BatchItem {
  readonly text: string;
  readonly plainPasswords: 0 | 1;
}

/**
 * The body of a batch of identities, put together of texts that are JSON already: it is sent as it stands, and nothing
 * walks through it. It holds hashes, passwords and traits, and shows none of them: JSON.stringify gives how many
 * identities there are, inspecting it the two numbers.
 */
export class BatchBody {
  readonly identities: number;
  readonly plainPasswords: number;
  readonly #items: readonly BatchItem[];

  constructor(items: readonly BatchItem[]) {
    this.#items = items;
    this.identities = items.length;
    this.plainPasswords = items.reduce((sum, { plainPasswords }) => sum + plainPasswords, 0);
  }

  /** The JSON text: for the wire alone. */
  reveal(): string {
    return `{"identities":[${this.#items.map(({ text }) => text).join(',')}]}`;
  }

  toJSON(): string {
    return `[${this.identities} identities]`;
  }
}
