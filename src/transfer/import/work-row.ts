import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { identityDigest } from '../digest/identity-digest.ts';
import type { SendingRow } from '../journal/import-journal.ts';
import type { CheckedRow, InputRow, ReadyRow, RowProblem } from './import-row.ts';

/** A row on its way into Kratos. */
export interface WorkRow {
  readonly row: InputRow;
  /** Warnings of reading and checking. */
  readonly problems: readonly RowProblem[];
  ready: ReadyRow;
  /** Known once its batch is journaled. */
  sent: Sent | undefined;
  /** Whether an answer to it was lost, so that it may be there although nobody said so. */
  isInDoubt: boolean;
  /** Whether an earlier sitting left it as uncertain, and somebody said that it is to be sent again where it is not found. */
  readonly wasUncertain: boolean;
  /** Whether that was done in this sitting. */
  wasSentAgain: boolean;
  /** Whether Kratos failed at a batch that it was in. */
  hasFailed: boolean;
  /** How often Kratos failed at it while it was sent alone. */
  failures: number;
  /** How often no answer came to a batch that it was in; undefined for never. */
  lost: Lost | undefined;
  /** As it came with the row, or a new one. */
  readonly patchId: string;
  /** The JSON text of its item in a batch; empty until it is wanted. */
  text: string;
}

/** What its first sending is remembered by. */
export interface Sent {
  /** Milliseconds, by the clock of Kratos. */
  readonly sentAt: number;
  readonly wasAbsent: boolean;
}

export interface Lost {
  /** How many batches had been answered when it was lost first. */
  readonly answersBefore: number;
  /** Rows of a batch, at most: where it is lost again and again, one of them may be what Kratos fails at. */
  readonly mostTogether: number;
  readonly timesAlone: number;
}

export function workRow({ row, problems }: CheckedRow, ready: ReadyRow, wasUncertain: boolean): WorkRow {
  return {
    row,
    problems,
    ready,
    sent: undefined,
    isInDoubt: false,
    wasUncertain,
    wasSentAgain: false,
    hasFailed: false,
    failures: 0,
    lost: undefined,
    patchId: row.patchId ?? randomUUID(),
    text: '',
  };
}

/** Its item in a batch, as JSON text; kept until it has ended, for it may be sent again. */
export function itemText(work: WorkRow): string {
  work.text ||= `{"patch_id":"${work.patchId}","create":${JSON.stringify(work.ready.create)}}`;
  return work.text;
}

/** Whether a look-up could find it, which it cannot by an address that nobody logs in with: else it is never sent twice. */
export const canBeFound = ({ ready: { identifiers, create } }: WorkRow): boolean =>
  identifiers.length > 0 || (create.external_id ?? '') !== '';

/** By which a resumed import knows that it meets the same row again. */
export const checksumOf = ({ original }: InputRow): number => crc32(JSON.stringify(original));

/** Whether it was journaled, and surely not made: every answer to it said so. */
export const wasNotMade = ({ sent, isInDoubt, hasFailed }: WorkRow): boolean =>
  sent !== undefined && !isInDoubt && !hasFailed;

/** What is journaled of a row before it is sent. */
export function sendingRow({ row, ready }: WorkRow, wasAbsent: boolean): SendingRow {
  return {
    ...knownOf(row),
    digest: identityDigest(ready.create, ready.completion),
    wasAbsent,
    isToBeCompleted: ready.completion !== undefined,
  };
}

/** What is journaled of a row that is never sent. */
export function unsentRow(row: InputRow): SendingRow {
  return { ...knownOf(row), digest: noDigest, wasAbsent: false, isToBeCompleted: false };
}

const noDigest = new Uint8Array(0);

function knownOf(row: InputRow) {
  const { position, place, patchId, oldId } = row;
  const { file, record, line } = place;
  return { position, file, record, line, patchId, oldId, checksum: checksumOf(row) };
}
