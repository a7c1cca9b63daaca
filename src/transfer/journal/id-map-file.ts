import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import type { ImportJournal } from './import-journal.ts';
import { writeWhole } from './write-whole.ts';

/** To be called before anything is sent: the map is written when all is done. Fails with storage-failed. */
export function requireWritableIdMap(file: string): void {
  onIdMap(file, () => {
    const target = replaced(file);
    if (target !== undefined) accessSync(dirname(target), constants.W_OK);
  });
}

/**
 * Writes which identity each old id has become, as far as that is known: JSON lines where the name ends so, else CSV, both
 * with `old-id` and `identity-id`. The file is there whole or as it was before, and readable by its owner only; a device is
 * written as it is. Fails with storage-failed.
 */
export function writeIdMap(file: string, journal: Pick<ImportJournal<unknown>, 'idMap'>): void {
  const target = onIdMap(file, () => replaced(file));
  const written = target === undefined ? file : `${target}.${randomUUID()}.tmp`;
  const descriptor = onIdMap(file, () => openSync(written, target === undefined ? 'a' : 'wx', 0o600));
  try {
    for (const text of texts(journal, /\.(?:jsonl|ndjson)$/i.test(file))) {
      onIdMap(file, () => writeWhole(descriptor, text));
    }
    if (target !== undefined) onIdMap(file, () => fsyncSync(descriptor));
  } catch (error) {
    if (target !== undefined) rmSync(written, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  if (target !== undefined) onIdMap(file, () => renameSync(written, target));
}

/** The file that a new one takes the place of, over links; undefined where it is a device or a pipe. */
function replaced(file: string): string | undefined {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there === undefined) return file;
  if (there.isDirectory()) throw new Error('it is a folder');
  return there.isFile() && !/^\/(?:dev|proc)\//.test(file) ? realpathSync(file) : undefined;
}

const pageSize = 1000;

function* texts(journal: Pick<ImportJournal<unknown>, 'idMap'>, isJson: boolean): Generator<string> {
  if (!isJson) yield 'old-id,identity-id\n';
  for (let after = 0; ;) {
    const page = journal.idMap(after, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.map(({ oldId, identityId }) => (isJson ? jsonLine : csvLine)(oldId, identityId)).join('');
    after = last.position;
  }
}

const jsonLine = (oldId: string, identityId: string): string =>
  `${JSON.stringify({ 'old-id': oldId, 'identity-id': identityId })}\n`;

/** Quoted as RFC 4180 has it. */
const csvLine = (oldId: string, identityId: string): string =>
  `${/[",\r\n]/.test(oldId) ? `"${oldId.replaceAll('"', '""')}"` : oldId},${identityId}\n`;

function onIdMap<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('storage-failed', `The map of ids, ${file}, cannot be written: ${why}.`, {
      hint: 'Give --id-map a file that can be written. For rows that are in by now, import the same files with --on-conflict skip: the map names those, too.',
      cause: error,
    });
  }
}
