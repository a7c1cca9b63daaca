import type { ReadRow } from '../import/import-row.ts';
import { convertedRows } from './converted-rows.ts';
import { identityRows } from './identity-rows.ts';
import type { ImportInput, ImportWorld } from './import-input.ts';
import { rowCounter } from './row-counter.ts';

/**
 * The rows of all files, one after the other, in chunks of some hundreds; each is read once and then forgotten. What is wrong
 * with a row, or cannot be read, is told in its place, and the others go on. The same files give the same rows with the same
 * positions. Fails with storage-failed where the work folder is full, and as the signal says.
 */
export async function* readRows(
  { reading }: ImportInput,
  world: Pick<ImportWorld, 'signal' | 'workFolder'>,
): AsyncGenerator<readonly ReadRow[]> {
  const rows = rowCounter();
  const chunks =
    reading.kind === 'identities' ? identityRows(reading.files, rows) : convertedRows(reading, world, rows);
  for await (const chunk of chunks) {
    world.signal.throwIfAborted();
    yield chunk;
  }
}
