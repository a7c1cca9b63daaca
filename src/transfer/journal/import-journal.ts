import type { ImportCounts } from '../import/import-counts.ts';

/** How a row of an import ended. */
export type RowEnd = 'created' | 'updated' | 'unchanged' | 'skipped' | 'rejected' | 'uncertain';

/** A row that is about to be sent for the first time. */
export interface SendingRow {
  readonly position: number;
  readonly file: string;
  readonly record: number;
  readonly line: number | undefined;
  /** As it came with the row, or undefined. */
  readonly patchId: string | undefined;
  readonly oldId: string | undefined;
  /** CRC-32 of the row as it was read: a resumed import must meet the same row. */
  readonly checksum: number;
  /** What verifying and undoing compare with (identity-digest.ts). */
  readonly digest: Uint8Array;
  /** Whether a look-up before sending found neither an identifier nor the external_id of it. */
  readonly wasAbsent: boolean;
  /** Whether totp or lookup_secret are to follow. */
  readonly isToBeCompleted: boolean;
}

export interface EndedRow {
  readonly position: number;
  readonly end: RowEnd;
  /** Where there is one: created, updated, or the one that it is equal to or clashes with. */
  readonly identityId?: string | undefined;
  /** Of a rejected or uncertain one: its code, for counting. */
  readonly reason?: string | undefined;
}

/** What the journal knows of a row. */
export interface JournalRow {
  readonly position: number;
  readonly file: string;
  readonly record: number;
  readonly line: number | undefined;
  readonly patchId: string | undefined;
  readonly oldId: string | undefined;
  readonly checksum: number;
  readonly digest: Uint8Array;
  readonly wasAbsent: boolean;
  /** `sending` while nobody knows. */
  readonly state: 'sending' | RowEnd;
  readonly identityId: string | undefined;
  readonly reason: string | undefined;
  /** Milliseconds, by Kratos's clock: before it was sent for the first time. */
  readonly sentAt: number | undefined;
  readonly completion: 'none' | 'due' | 'done' | 'refused';
}

/** A line for the file of rejects, and the row that it tells of. */
export interface RejectLine {
  readonly position: number;
  readonly text: string;
}

/**
 * What became of every row of one import, beside its operation: `<operation>.import.db`, mode 0600. It holds no traits and no
 * hashes, but digests. Every method that writes is one transaction that survives a power cut. All throw storage-failed.
 */
export interface ImportJournal<C> {
  /** What it takes to go on: the request, plain data. */
  readonly content: C;
  /** Of rows that have ended. */
  counts(): ImportCounts;
  /** How many rows are `sending`: of those of an import that was killed nobody knows whether they were created. */
  underWay(): number;
  /** Rejected and uncertain rows by reason. */
  reasons(): ReadonlyMap<string, number>;
  /** The file of rejects, as soon as there is a line in it. */
  rejects(): { readonly file: string; readonly lines: number } | undefined;
  /** Rows of a stretch of positions that it knows, both ends included. */
  rowsBetween(first: number, last: number): ReadonlyMap<number, JournalRow>;
  /** Of the rows that it knows; 0 where it knows none. */
  lastPosition(): number;
  /** Before anything of these rows is sent. Rows that are known as `sending` or uncertain keep when they were sent first. */
  beginSending(rows: readonly SendingRow[], sentAt: number): void;
  /** That what was begun with rows made none of them, as an answer told: those that are `sending` are not known any more. */
  takeBack(positions: readonly number[]): void;
  /**
   * How rows ended, whether they were sent or not, together with their lines for the file of rejects: either both stand, or,
   * after a crash, neither.
   */
  end(
    rows: readonly (EndedRow & Partial<SendingRow> & { readonly position: number })[],
    rejects: readonly RejectLine[],
  ): void;
  /** That totp and lookup_secret of a created identity are there, or were refused. */
  completed(position: number, how: 'done' | 'refused', reject?: RejectLine): void;
  /** Created rows of which the completion is due, in order, after a position. */
  dueCompletions(after: number, limit: number): readonly JournalRow[];
  /** Created rows in order, after a position. */
  created(after: number, limit: number): readonly JournalRow[];
  /** All rows that have an identity and an old id, for --id-map, in order. */
  idMap(
    after: number,
    limit: number,
  ): readonly { readonly position: number; readonly oldId: string; readonly identityId: string }[];
  /** The whole input was read and nothing is left. */
  finish(): void;
  readonly isFinished: boolean;
  close(): void;
}
