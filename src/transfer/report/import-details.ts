import type { RecordPlace } from '../../records/record.ts';

/** What stands in `error.details` of an import that did not bring everything in: for programs, and for the summary in words. */
export type ImportDetails = {
  /** Rejected and uncertain rows by reason. */
  readonly reasons?: Readonly<Record<string, number>>;
  /** Where the first of them stand, as far as this sitting has met them. */
  readonly places?: Readonly<Record<string, readonly RecordPlace[]>>;
  /** The file of rejects, where there is one. */
  readonly rejects?: string;
  /** Whether a part of the input was not reached: `idp resume` goes on there. */
  readonly unfinished?: boolean;
};
