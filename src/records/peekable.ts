/** Chunks whose beginning can be looked at before they are read. */
export interface Peekable {
  /** At least so many bytes of the beginning, or all there are; what fails on the way is left to `chunks`. */
  readonly head: (bytes: number) => Promise<Buffer>;
  /** What failed so far. */
  readonly failure: () => unknown;
  /** Everything, once. */
  readonly chunks: () => AsyncGenerator<Buffer>;
}

export function peekable(source: AsyncIterable<Uint8Array>): Peekable {
  const iterator = source[Symbol.asyncIterator]();
  let seen: Buffer[] = [];
  let failure: { readonly error: unknown } | undefined;
  let isEnded = false;

  /** False where there is no more. */
  async function pull(): Promise<boolean> {
    if (isEnded) return false;
    try {
      const { done, value } = await iterator.next();
      if (done !== true) {
        seen.push(asBuffer(value));
        return true;
      }
    } catch (error) {
      failure = { error };
    }
    isEnded = true;
    return false;
  }

  return {
    async head(bytes) {
      for (let length = lengthOf(seen); length < bytes; length = lengthOf(seen)) {
        if (!(await pull())) break;
      }
      const beginning = Buffer.concat(seen);
      if (seen.length > 0) seen = [beginning];
      return beginning;
    },
    failure: () => failure?.error,
    async *chunks() {
      try {
        yield* seen.splice(0);
        while (await pull()) yield* seen.splice(0);
        if (failure !== undefined) throw failure.error;
      } finally {
        await iterator.return?.();
      }
    },
  };
}

const lengthOf = (chunks: readonly Buffer[]): number =>
  chunks.reduce((total, { length }) => total + length, 0);

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
