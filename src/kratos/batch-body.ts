/** One item of a batch, `{"patch_id"?, "create": {…}}`, as JSON text; 1 where its password comes in plain text. */
export interface BatchItem {
  readonly text: string;
  /** As it stands in the text: its answer has the same. */
  readonly patchId?: string | undefined;
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
  #room: Buffer | undefined;

  /** `room` is that of an earlier batch, to be written over. */
  constructor(items: readonly BatchItem[], room?: Buffer) {
    this.#items = items;
    this.#room = room;
    this.identities = items.length;
    this.plainPasswords = items.reduce((sum, { plainPasswords }) => sum + plainPasswords, 0);
  }

  /**
   * The JSON text in UTF-8: for the wire alone. Every item is written at its place at once: a text of all of them would be
   * in memory twice beside it.
   */
  reveal(): Buffer {
    const separators = Math.max(this.#items.length - 1, 0);
    const size = this.#items.reduce((sum, { text }) => sum + Buffer.byteLength(text), separators + brackets);
    const room = this.#room !== undefined && this.#room.length >= size ? this.#room : roomFor(size);
    this.#room = room;
    let at = room.write(before);
    for (const [index, { text }] of this.#items.entries()) {
      if (index > 0) at += room.write(',', at);
      at += room.write(text, at);
    }
    at += room.write(after, at);
    return room.subarray(0, at);
  }

  /** For the next batch, once this one was read to its end. */
  room(): Buffer | undefined {
    return this.#room;
  }

  toJSON(): string {
    return `[${this.identities} identities]`;
  }
}

const before = '{"identities":[';
const after = ']}';
const brackets = before.length + after.length;

/** A little more than is needed, because the next batch may need it. */
const roomFor = (size: number): Buffer => Buffer.allocUnsafeSlow(Math.ceil((size * 1.2) / 4096) * 4096);
