import type { JournalRow } from './import-journal.ts';
import { completions, rowStates } from './journal-states.ts';
import { unpackUuid } from './journal-uuid.ts';

/** A row as SQLite gives it. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** While a row is being sent this holds the place of its identity's id, so that its page has no need to be split then. */
export const noIdentityYet = Buffer.alloc(16);

/** `reasons` by their numbers, and the names of files by theirs. */
export function journalRow(
  stored: StoredRow,
  fileName: (number: number) => string,
  reasons: readonly { readonly code: string }[],
): JournalRow {
  const state = rowStates[Number(stored['state'])] ?? 'sending';
  const optional = <T>(name: string, read: (value: unknown) => T): T | undefined =>
    stored[name] === null ? undefined : read(stored[name]);
  return {
    position: Number(stored['position']),
    file: fileName(Number(stored['file'])),
    record: Number(stored['record']),
    line: optional('line', Number),
    patchId: optional('patch_id', unpackUuid),
    oldId: optional('old_id', unpackUuid),
    checksum: Number(stored['checksum']) >>> 0,
    digest: stored['digest'] as Uint8Array,
    wasAbsent: stored['was_absent'] === 1,
    state,
    identityId: state === 'sending' ? undefined : optional('identity_id', unpackUuid),
    reason: optional('reason', (number) => reasons[Number(number)]?.code ?? ''),
    sentAt: optional('sent_at', Number),
    completion: completions[Number(stored['completion'])] ?? 'none',
  };
}
