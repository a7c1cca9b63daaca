import type { Explanation, UnmatchableCode } from '../unmatchable-hash.ts';

/**
 * Why a hash should not be imported: what `verifyPassword` can say of every password, in which case none matches it, or
 * - `not-in-version`: that version of Kratos does not know the format
 * - `beyond-bounds`: it asks for more memory or time than that version allows
 * - `not-storable`: the database refuses it
 * - `improbable`: it matches what nobody has, so that it must mean something else than Kratos takes it for
 * - `matches-anything`: it lets every password in
 */
export type InspectionCode =
  | UnmatchableCode
  | 'not-in-version'
  | 'beyond-bounds'
  | 'not-storable'
  | 'improbable'
  | 'matches-anything';

export interface Fault extends Explanation {
  code: InspectionCode;
}

/** What is found on the way. A fault found later leaves it as it is. */
export interface Notes {
  parameters: Record<string, string | number>;
  cautions: string[];
}

/** Looks at a hash of its format for v26.2.0. Throws UnmatchableHashError for what Kratos cannot read. */
export type Inspect = (hash: string, notes: Notes) => Fault | undefined;
