/** What an import was asked for. */
export interface ImportSettings {
  /** What happens to a row of which Kratos has an identity already. */
  readonly onConflict: OnConflict;
  /** Whether `update` also replaces passwords, links and second factors. */
  readonly updateCredentials: boolean;
  /** Hashes plain passwords here rather than in Kratos. */
  readonly hashPasswords: 'bcrypt' | 'argon2id' | undefined;
  /** Requests at once, at most. */
  readonly maxConcurrency: number;
  /** Rows a second, at most. */
  readonly maxRate: number | undefined;
  /** Milliseconds that the 95th percentile of a plain read of Kratos is kept below. */
  readonly protectMs: number | undefined;
  /** From 0 to 1: rows rejected of rows read, above which the import stops. */
  readonly maxRejectShare: number | undefined;
  /** How long Kratos may be away before the import is given up. */
  readonly giveUpAfterMs: number;
  /** Rejected rows that are uncertain from an earlier sitting are sent again. */
  readonly includeUncertain: boolean;
  /** Files to write; undefined for none, or the default. */
  readonly rejects: string | undefined;
  readonly idMap: string | undefined;
  readonly report: string | undefined;
}

export const onConflicts = ['reject', 'skip', 'update', 'stop'] as const;
export type OnConflict = (typeof onConflicts)[number];
