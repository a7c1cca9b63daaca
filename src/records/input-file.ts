/** A file of records, opened by openInput (open-input.ts): decompressed, and begun. */
export interface InputFile {
  /** As it was given; `standard input` for `-`. */
  readonly name: string;
  /** In bytes, of the file as it lies there, compressed or not; undefined for a pipe. */
  readonly size: number | undefined;
  /** How many of these bytes were read so far. */
  readonly taken: () => number;
  /** Its first bytes without a byte order mark, fewer where it has fewer; `chunks` begins with them all the same. */
  readonly head: (bytes: number) => Promise<Buffer>;
  /**
   * Its content without a byte order mark, to be read once; the file is closed at the end, or when reading is broken off.
   * What goes wrong on the way is an InputFailure, after everything that could be read.
   */
  readonly chunks: () => AsyncIterable<Buffer>;
  /** For a file whose content was not read. */
  readonly close: () => void;
}

/** Why the rest of a file cannot be read: `truncated` where a compressed file ends too early. The message is a sentence. */
export class InputFailure extends Error {
  readonly code: 'truncated' | 'unreadable';

  constructor(code: InputFailure['code'], message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
