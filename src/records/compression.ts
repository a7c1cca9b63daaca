import { pipeline, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { InputFailure } from './input-file.ts';

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
  const unpack = compression === 'gzip' ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize });
  // What fails here makes `unpack` fail too.
  pipeline(Readable.from(packed), unpack, () => undefined);
  try {
    for await (const chunk of unpack) yield chunk as Buffer;
  } catch (error) {
    throw explained(error, compression, name);
  }
}

const chunkSize = 262_144;

function explained(error: unknown, compression: Compression, name: string): unknown {
  const code = String((error as NodeJS.ErrnoException).code);
  if (error instanceof InputFailure || !/^(Z_|ZSTD_)/.test(code)) return error;
  return code === 'Z_BUF_ERROR'
    ? new InputFailure(
        'truncated',
        `${name} ends too early: the end of the ${compression} file is missing.`,
        error,
      )
    : new InputFailure(
        'unreadable',
        `${name} is damaged: the ${compression} file cannot be unpacked further.`,
        error,
      );
}
