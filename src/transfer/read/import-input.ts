import type { InputFile } from '../../records/input-file.ts';
import type { ChosenSource } from '../../sources/choose-source.ts';
import type { SourceName } from '../../sources/source.ts';
import type { SourceSettings } from '../../sources/source-settings.ts';

/** What opening and reading files of identities takes. */
export interface ImportWorld {
  /** Gives what `-` stands for; called once at most. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  /** A private folder that is removed when the run ends. */
  readonly workFolder: string;
  /**
   * A private folder of the operation. Standard input and pipes are copied there before anything is read, so that they can be
   * read again when the operation is taken up; what lies there already is read in their place. Without it they are read as they come.
   */
  readonly spoolFolder?: string | undefined;
}

/** Files of identities, opened by openImportInput (open-import-input.ts), to be read once by readRows (read-rows.ts). */
export interface ImportInput {
  /** What exported them; `kratos` for identities as Kratos takes or gives them. */
  readonly source: SourceName;
  readonly reading: ImportReading;
  /** Of all files as they lie there, packed or not; undefined where one is a pipe. */
  readonly bytesAll: number | undefined;
  /** How many of them were read so far. */
  readonly bytesRead: () => number;
  /** For what was not read to its end. */
  readonly close: () => void;
}

/** How the files are read: as identities, which stay as they are, or as records that a source converts. */
export type ImportReading =
  | { readonly kind: 'identities'; readonly files: readonly IdentityFile[] }
  | { readonly kind: 'records'; readonly chosen: ChosenSource; readonly settings: SourceSettings };

export interface IdentityFile {
  readonly file: InputFile;
  readonly form: 'json' | 'yaml';
}
