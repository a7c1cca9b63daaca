import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib';
import { InputFailure } from './input-file.ts';
import { type ZstdFrames, zstdFrames } from './zstd-frames.ts';

export type Compression = 'gzip' | 'zstd';

/** By the first bytes of a file: RFC 1952 section 2.3.1, RFC 8878 section 3.1.1. */
export function compressionOf(start: Buffer): Compression | undefined {
  if (startsWith(start, [0x1f, 0x8b])) return 'gzip';
  // Skippable frames, as some tools write them in front.
  const isSkippable = startsWith(start.subarray(1), [0x2a, 0x4d, 0x18]) && ((start[0] ?? 0) & 0xf0) === 0x50;
  return isSkippable || startsWith(start, [0x28, 0xb5, 0x2f, 0xfd]) ? 'zstd' : undefined;
}

/** What is to be done first with a file of another kind of archive, as the end of a sentence. */
export function foreignArchive(start: Buffer): string | undefined {
  return archives.find(({ magic }) => startsWith(start, magic))?.advice;
}

const archives = [
  { magic: [0x50, 0x4b, 3, 4], advice: 'it is a zip archive (unpack it with unzip)' },
  { magic: [0x42, 0x5a, 0x68], advice: 'it is packed with bzip2 (unpack it with bunzip2)' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], advice: 'it is packed with xz (unpack it with unxz)' },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], advice: 'it is a 7z archive (unpack it with 7z x)' },
];

const startsWith = (bytes: Buffer, magic: readonly number[]): boolean =>
  magic.every((byte, place) => bytes[place] === byte);

/** Fails with InputFailure where the content is damaged or ends too early, after all that came before. */
export async function* decompress(
  packed: AsyncIterable<Buffer>,
  compression: Compression,
  name: string,
): AsyncGenerator<Buffer> {
  const frames = zstdFrames();
  const chunks = followed(packed, compression === 'zstd' ? frames.follow : () => undefined);
  try {
    let rest: Buffer | undefined = Buffer.alloc(0);
    while (rest !== undefined) {
      const unpack: Unpacker =
        compression === 'gzip' ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize });
      const feeding: Promise<Buffer | undefined> = feed(chunks, rest, unpack);
      for await (const chunk of unpack) yield chunk as Buffer;
      rest = await feeding;
      unpack.destroy();
    }
    if (compression === 'zstd' && !frames.isWhole()) throw endsTooEarly(compression, name);
  } catch (error) {
    throw explained(error, compression, name);
  } finally {
    await chunks.return(undefined);
  }
}

async function* followed(
  chunks: AsyncIterable<Buffer>,
  follow: ZstdFrames['follow'],
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    follow(chunk);
    yield chunk;
  }
}

type Unpacker = Gunzip | ZstdDecompress;

const chunkSize = 262_144;

/**
 * Gives what is left behind the end of a part; undefined where that is the end of the file. Files may be packed in parts (`cat
 * a.zst b.zst`, `pzstd`), and zlib's zstd ends with the first, without a word about what is behind it in the same chunk.
 */
async function feed(
  chunks: AsyncIterator<Buffer>,
  first: Buffer,
  unpack: Unpacker,
): Promise<Buffer | undefined> {
  try {
    for (let chunk: Buffer | undefined = first; chunk !== undefined; chunk = await nextOf(chunks)) {
      const before = unpack.bytesWritten;
      await write(unpack, chunk);
      const taken = unpack.bytesWritten - before;
      if (taken < chunk.length) return chunk.subarray(taken);
    }
    unpack.end();
  } catch (error) {
    unpack.destroy(error as Error);
  }
  return undefined;
}

const nextOf = async (chunks: AsyncIterator<Buffer>): Promise<Buffer | undefined> => {
  const { done, value } = await chunks.next();
  return done === true ? undefined : value;
};

function write(unpack: Unpacker, chunk: Buffer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  unpack.write(chunk, (error) => (error ? reject(error) : resolve()));
  return promise;
}

function explained(error: unknown, compression: Compression, name: string): unknown {
  const code = String((error as NodeJS.ErrnoException).code);
  if (error instanceof InputFailure || !/^(Z_|ZSTD_)/.test(code)) return error;
  if (code === 'Z_BUF_ERROR') return endsTooEarly(compression, name, error);
  const message = `${name} cannot be unpacked further: it is damaged (${compression} -t says more).`;
  return new InputFailure('unreadable', message, error);
}

const endsTooEarly = (compression: Compression, name: string, cause?: unknown): InputFailure =>
  new InputFailure(
    'truncated',
    `${name} ends too early: the end of the ${compression} file is missing.`,
    cause,
  );
