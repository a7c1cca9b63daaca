import type { SourceName } from './source.ts';

/** What may be said about how records become identities, as it was typed: plain data, the same for conversion and import. */
export interface SourceChoices {
  readonly from?: SourceName | undefined;
  /** A mapping that comes with idp, by its name, or a file. */
  readonly mapping?: string | undefined;
  readonly map?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
  readonly provider?: readonly string[] | undefined;
  readonly leaveOut?: readonly string[] | undefined;
  readonly badPassword?: 'reject' | 'without-password' | undefined;
  /** Where hashes go that Kratos cannot hold; here it only matters that there is such a file. */
  readonly hookHashes?: string | undefined;
  /** A file with the parameters of a project of Firebase. */
  readonly hashConfig?: string | undefined;
}
