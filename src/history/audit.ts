import type { Asker } from './history.ts';

/** The chain of what happened: every record holds the hash of the one before. Nothing is ever changed or taken out. */
export type Audit = {
  /** The last record's number and hash; number 0 and 64 zeros where there is none yet. */
  head(): Promise<AuditHead>;
  /** Reads the chain from its beginning; `head`, kept elsewhere, must be in it. */
  verify(head?: string): Promise<AuditVerdict>;
  /** Records in order, a page at a time. */
  records(): AsyncIterable<AuditRecord>;
  /** Adds something that is no operation, such as a change of the secret store. */
  note(event: AuditNote): Promise<void>;
};

export type AuditHead = { readonly number: number; readonly hash: string };

export type AuditVerdict =
  | { readonly intact: true; readonly head: AuditHead }
  /** What is wrong with which record, in words. */
  | { readonly intact: false; readonly number: number; readonly problem: string };

/** As it is exported: `hash` is the SHA-256 of the record's text as it is kept, in hexadecimal digits; `previous` that of the one before. */
export type AuditRecord = {
  readonly number: number;
  readonly time: string;
  readonly event: string;
  readonly previous: string;
  readonly hash: string;
  readonly [field: string]: unknown;
};

export type AuditNote = {
  /** Such as `secret-added`. */
  readonly event: string;
  readonly time: string;
  readonly asker: Asker;
  readonly fields: Readonly<Record<string, unknown>>;
};
