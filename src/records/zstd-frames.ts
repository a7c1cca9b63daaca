/** Follows a file of zstd from frame to frame, to know whether it ends with the end of one: zlib of Node 22 does not tell. */
export interface ZstdFrames {
  readonly follow: (chunk: Buffer) => void;
  readonly isWhole: () => boolean;
}

/** RFC 8878, section 3.1. What is no frame of zstd is left for the decompressor to refuse. */
export function zstdFrames(): ZstdFrames {
  let part: keyof typeof lengths = 'magic';
  /** Bytes of this part so far, the lowest first, and how many. */
  let value = 0;
  let count = 0;
  let skipped = 0;
  let checksum = 0;

  function endPart(): void {
    if (part === 'magic') part = isSkippable(value) ? 'skippable' : 'descriptor';
    else if (part === 'skippable') {
      skipped = value;
      part = 'magic';
    } else if (part === 'descriptor') {
      skipped = restOfHeader(value);
      checksum = (value & 0b100) === 0 ? 0 : 4;
      part = 'block';
    } else {
      const isLast = (value & 1) === 1;
      // A run is one byte, whatever its length.
      skipped = ((value >> 1) & 0b11) === 1 ? 1 : value >> 3;
      if (isLast) skipped += checksum;
      if (isLast) part = 'magic';
    }
    value = 0;
    count = 0;
  }

  return {
    follow(chunk) {
      for (let at = 0; at < chunk.length;) {
        const passed = Math.min(skipped, chunk.length - at);
        skipped -= passed;
        at += passed;
        if (at === chunk.length) return;
        value += (chunk[at] ?? 0) * 256 ** count;
        count += 1;
        at += 1;
        if (count === lengths[part]) endPart();
      }
    },
    isWhole: () => part === 'magic' && count === 0 && skipped === 0,
  };
}

const lengths = { magic: 4, skippable: 4, descriptor: 1, block: 3 } as const;

const isSkippable = (magic: number): boolean => magic >= 0x184d2a50 && magic <= 0x184d2a5f;

/** How long window, dictionary and size of content are, by the descriptor of a frame. */
function restOfHeader(descriptor: number): number {
  const isSingle = (descriptor & 0b10_0000) !== 0;
  const size = descriptor >> 6;
  const dictionary = [0, 1, 2, 4][descriptor & 0b11] ?? 0;
  const content = size === 0 && isSingle ? 1 : ([0, 2, 4, 8][size] ?? 0);
  return (isSingle ? 0 : 1) + dictionary + content;
}
