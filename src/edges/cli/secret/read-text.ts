import { closeSync, openSync, readSync } from 'node:fs';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';

/**
 * A file, or standard input for `-`, as the text it is: every byte of it, a mark at its beginning and a newline at its
 * end too. Fails with usage where it cannot be read or is no text, naming it `what`.
 */
export async function readText(host: Host, file: string, what: string): Promise<string> {
  const named = file === '-' ? 'standard input' : file;
  const bytes = await readBytes(host, file).catch((error: unknown) => {
    if (error instanceof IdpError) throw error;
    if (error instanceof TooLong) {
      throw new IdpError('usage', `${what} in ${named} has more than ${longest / 1e6} MB.`, {
        hint: 'Nothing was stored.',
      });
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('usage', `${what} in ${named} cannot be read: ${why}.`, {
      hint: 'Nothing was stored.',
      cause: error,
    });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new IdpError('usage', `${what} in ${named} is not UTF-8 text, and only text is stored.`, {
      hint: `Nothing was stored. Encode it first, for example with base64, and decode it where it is used.`,
    });
  }
}

/** Bytes: what the largest secret may have in a file, so that a pipe or device without end is not read for ever. */
const longest = 110_000_000;

class TooLong extends Error {}

async function readBytes(host: Host, file: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const take = (chunk: Uint8Array): void => {
    size += chunk.length;
    if (size > longest) throw new TooLong();
    chunks.push(chunk);
  };
  if (file === '-') await readStdin(host, take);
  else readFile(file, take);
  return Buffer.concat(chunks);
}

function readFile(file: string, take: (chunk: Uint8Array) => void): void {
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(1 << 20);
      const count = readSync(descriptor, chunk);
      if (count === 0) return;
      take(chunk.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
}

async function readStdin(host: Host, take: (chunk: Uint8Array) => void): Promise<void> {
  const { signal } = host.interruption();
  try {
    for await (const chunk of host.stdinChunks(signal)) take(chunk);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new IdpError('aborted', 'Interrupted while standard input was read.', {
      hint: 'Nothing was stored.',
      cause: error,
    });
  }
}
