import type { InputFile } from '../records/input-file.ts';
import type { RecordStream, SourceRecord } from '../records/record.ts';
import type { ConvertedIdentity } from './converted-identity.ts';
import type { SourceSettings } from './source-settings.ts';

export const sourceNames = [
  'auth0',
  'keycloak',
  'firebase',
  'django',
  'wordpress',
  'supabase',
  'clerk',
  'fusionauth',
  'ldif',
  'csv',
  'kratos',
] as const;

export type SourceName = (typeof sourceNames)[number];

/**
 * What the source csv calls a file of no known shape: it is read by that source where it was named, for a list of rows
 * may be anything.
 */
export const anyRows = 'rows';

/** A system whose export files can be read. Its module, `src/sources/<name>/<name>.ts`, exports these three and nothing else. */
export interface Source {
  /**
   * What part the file plays in an export of this system (`users`, or `hashes`, `usermeta`, `identities` … that are
   * joined to them), or undefined when it is none of its files.
   */
  recognise(head: FileHead): string | undefined;
  /**
   * The records of all the files, joined, as a stream: what does not fit in memory is looked up on disk, in
   * `world.workFolder`. Throws AppError only for what makes the whole export useless.
   */
  read(files: readonly SourceFile[], world: ReadingWorld): RecordStream;
  /** One record as an identity for Kratos. Never throws for what a record says: that becomes a problem. */
  toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity;
}

/** The beginning of a file, for recognition. */
export interface FileHead {
  /** As it was given on the command line. */
  readonly name: string;
  /** The first 64 KiB, decompressed, as far as they are UTF-8; more where a record of JSON is longer. */
  readonly text: string;
  /** The names in the first line, where that is a line of CSV or TSV; else empty. */
  readonly columns: readonly string[];
  /** The first whole record of JSON in it: of the array, of the lines, or the one object. */
  readonly first: Readonly<Record<string, unknown>> | undefined;
  /** Whether it is a file of rejects, whose first record is the first that could be read. */
  readonly isOfRejects?: boolean;
}

export interface SourceFile {
  readonly file: InputFile;
  /** What `recognise` called it. */
  readonly role: string;
}

export interface ReadingWorld {
  /** A private folder that is removed when the run ends. */
  readonly workFolder: string;
  readonly settings: SourceSettings;
  readonly signal: AbortSignal;
}
