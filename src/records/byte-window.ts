import { InputFailure } from './input-file.ts';

/**
 * The part of a file that is being looked at. Readers take what is complete from `position` on and ask for more when
 * it is not; as they decide themselves when to advance, they can also go back to the beginning of what they did not
 * understand. What was passed is forgotten at the next `grow`: then all offsets change, but not what `position` stands for.
 */
export interface ByteWindow {
  bytes: Buffer;
  /** All before it is done with. */
  position: number;
  /** Of what was read. */
  end: number;
  /** There is no more in the file. */
  isEnded: boolean;
  /** Why there is no more, where something went wrong. */
  failure: InputFailure | undefined;
  /** From 1: the line that `position` is in. */
  line: number;
  /** Offset of the first line feed at or after `position`, -1 where none was read yet. */
  nextLineFeed: number;
  /** How many bytes of this line were passed. */
  readonly column: () => number;
  readonly advance: (to: number) => void;
  /** Reads at least one chunk, and about as much again as there is: what is scanned anew each time is scanned few times. */
  readonly grow: () => Promise<void>;
}

export function byteWindow(chunks: AsyncIterable<Buffer>): ByteWindow {
  const iterator = chunks[Symbol.asyncIterator]();
  let memory = new ArrayBuffer(initialBytes);
  /** Of the first byte of this line; may lie before the window. */
  let lineStart = 0;

  const window: ByteWindow = {
    bytes: Buffer.from(memory),
    position: 0,
    end: 0,
    isEnded: false,
    failure: undefined,
    line: 1,
    nextLineFeed: -1,
    column: () => window.position - lineStart,
    advance(to) {
      window.position = to;
      while (window.nextLineFeed !== -1 && window.nextLineFeed < to) {
        window.line += 1;
        lineStart = window.nextLineFeed + 1;
        window.nextLineFeed = lineFeedFrom(lineStart);
      }
    },
    async grow() {
      const left = window.end - window.position;
      const before = window.position;
      window.bytes.copyWithin(0, before, window.end);
      window.position = 0;
      window.end = left;
      lineStart -= before;
      if (window.nextLineFeed !== -1) window.nextLineFeed -= before;
      const target = left + Math.max(1, Math.min(left, mostAtOnce));
      while (window.end < target && !window.isEnded) await take();
      if (window.nextLineFeed === -1) window.nextLineFeed = lineFeedFrom(left);
    },
  };

  async function take(): Promise<void> {
    try {
      const { done, value } = await iterator.next();
      if (done === true) window.isEnded = true;
      else append(value);
    } catch (error) {
      if (!(error instanceof InputFailure)) throw error;
      window.isEnded = true;
      window.failure = error;
    }
  }

  function append(chunk: Buffer): void {
    const end = window.end + chunk.length;
    if (end > window.bytes.length) {
      const { length } = window.bytes;
      // Gives the memory of the smaller one back at once, not when garbage is collected.
      const bigger = memory.transfer(Math.max(end, length + Math.min(length, mostAtOnce)));
      memory = bigger;
      window.bytes = Buffer.from(bigger);
    }
    chunk.copy(window.bytes, window.end);
    window.end = end;
  }

  function lineFeedFrom(start: number): number {
    const found = window.bytes.indexOf(0x0a, start);
    return found < window.end ? found : -1;
  }

  return window;
}

const initialBytes = 524_288;
/** Of one record at the limit no more than this is added in vain. */
const mostAtOnce = 4_194_304;
