import { readFileSync } from 'node:fs';
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

async function readBytes(host: Host, file: string): Promise<Uint8Array> {
  if (file !== '-') return readFileSync(file);
  const { signal } = host.interruption();
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of host.stdinChunks(signal)) chunks.push(chunk);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new IdpError('aborted', 'Interrupted while standard input was read.', {
      hint: 'Nothing was stored.',
      cause: error,
    });
  }
  return Buffer.concat(chunks);
}
