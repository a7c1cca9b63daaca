import { createHash } from 'node:crypto';
import type { EndedRow, RejectLine, SendingRow } from '../../../src/transfer/journal/import-journal.ts';

/** A row as an import journals it; all of it follows from its position. */
export function sendingRow(position: number, more: Partial<SendingRow> = {}): SendingRow {
  return {
    position,
    file: 'people.jsonl',
    record: position,
    line: position,
    patchId: undefined,
    oldId: `old-${position}`,
    checksum: (position * 2_654_435_761) >>> 0,
    digest: createHash('sha256').update(String(position)).digest().subarray(0, 20),
    wasAbsent: true,
    isToBeCompleted: false,
    ...more,
  };
}

export const sendingRows = (first: number, count: number): SendingRow[] =>
  Array.from({ length: count }, (_, at) => sendingRow(first + at));

/** Every seventh is rejected, the others are created. */
export function endedRow(position: number): EndedRow {
  return position % 7 === 0
    ? { position, end: 'rejected', reason: 'conflict' }
    : { position, end: 'created', identityId: uuid(position) };
}

export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A line of about so many bytes. */
export const rejectOf = (position: number, bytes: number): RejectLine => ({
  position,
  text: JSON.stringify({ record: position, value: 'x'.repeat(bytes) }),
});
