import type { InexactNumbers } from './json-numbers.ts';

/** Where a record stands in a file, for people. */
export interface RecordPlace {
  readonly file: string;
  /** Counted from 1 within the file. */
  readonly record: number;
  /** Counted from 1: the line on which the record begins. Undefined where the format has no lines. */
  readonly line: number | undefined;
}

/** One object of a file of records; in CSV every value is a text, in TSV a text or null. */
export interface SourceRecord {
  readonly place: RecordPlace;
  readonly value: Readonly<Record<string, unknown>>;
  /** Numbers of it that are not what is written; only of JSON, where that was asked for. */
  readonly inexact?: InexactNumbers;
}

/**
 * What is wrong with a file of records:
 * - `encoding`: bytes that are no UTF-8, or text in another encoding
 * - `nul`: a NUL, which no database of Kratos stores
 * - `syntax`: no JSON, no CSV, no LDIF
 * - `not-a-record`: JSON, but no object
 * - `truncated`: the file ends in the middle of a record
 * - `too-big`: one record above the limit
 * - `unreadable`: the file itself
 * - `unjoined`: rows of a second file that belong to no record of the first; a warning, no record is lost
 * - `beside-records`: what a file says beside its records (the settings of a realm); a warning, no record is lost
 * - `no-such-column`: a column that was asked for and that a table does not have; a warning, no record is lost
 * - `no-such-field`: a field that was asked for and that no record has; a warning, no record is lost
 */
export type RecordProblemCode =
  | 'encoding'
  | 'nul'
  | 'syntax'
  | 'not-a-record'
  | 'truncated'
  | 'too-big'
  | 'unreadable'
  | 'unjoined'
  | 'beside-records'
  | 'no-such-column'
  | 'no-such-field';

export interface RecordProblem {
  readonly place: RecordPlace;
  /** Its name, or a JSON pointer. */
  readonly field?: string;
  readonly code: RecordProblemCode;
  /** One sentence, without anything that the record says of a person. */
  readonly message: string;
  /** Of what stands beside the records: its names. */
  readonly names?: readonly string[];
  /** Nothing that follows in this file could be read. */
  readonly fatal: boolean;
  /** No record is lost by it: punctuation between records that should not be there, or is missing. */
  readonly harmless?: boolean;
}

export type RecordOrProblem = { readonly record: SourceRecord } | { readonly problem: RecordProblem };

/** Chunks rather than single records: an await for each of a million costs more than the work. */
export type RecordStream = AsyncIterable<readonly RecordOrProblem[]>;
