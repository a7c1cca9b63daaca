import type { HookSettings } from '../passwords/hook/compare.ts';
import type { HookKind } from '../passwords/hook/hook-kinds.ts';
import { verifyHookHash } from '../passwords/hook/verify-hook-hash.ts';
import type { Database } from '../sqlite/database.ts';
import { hashFinder } from './find-hash.ts';
import { markMigrated } from './mark-migrated.ts';
import { troubleOf } from './trouble-of.ts';

export interface Verdict {
  readonly match: boolean;
  /**
   * For the log: `migrated` for somebody's first match, `asked again` for any further one, `match` where that could not be
   * noted, `mismatch`, `unknown`.
   */
  readonly outcome: 'migrated' | 'asked again' | 'match' | 'mismatch' | 'unknown';
  /** Of an identifier that is known. */
  readonly kind?: string;
  /** Why it could not be noted, or not be compared. */
  readonly trouble?: string;
}

/** `identifier` is one as normaliseIdentifier makes it. */
export type PasswordCheck = (identifier: string, password: string) => Promise<Verdict>;

/**
 * Checks passwords against a database and notes who has come over. A wrong password and an unknown identifier take the
 * same time: for the latter, the hash of somebody else is compared, and it never matches.
 */
export function passwordCheck(db: Database, settings: HookSettings, now: () => Date): PasswordCheck {
  const find = hashFinder(db);

  return async (identifier, password) => {
    const found = find(identifier);
    const isRight = found !== undefined && (await verifyHookHash(password, found, settings));
    if (found === undefined || found.isDecoy) return { match: false, outcome: 'unknown' };
    const { kind } = found;
    return isRight
      ? { match: true, ...noted(identifier), kind }
      : { match: false, outcome: 'mismatch', kind, ...(lacksPepper(kind) ? { trouble: noPepper } : {}) };
  };

  // Nobody is kept out because a disk is full.
  function noted(identifier: string): Pick<Verdict, 'outcome' | 'trouble'> {
    try {
      return { outcome: markMigrated(db, identifier, now()) === 'first' ? 'migrated' : 'asked again' };
    } catch (error) {
      return { outcome: 'match', trouble: `not noted: ${troubleOf(error)}` };
    }
  }

  // Where peppered hashes are loaded while it serves.
  function lacksPepper(kind: HookKind): boolean {
    return kind === 'peppered-bcrypt' && settings.pepper === undefined;
  }
}

const noPepper = 'without the pepper nothing matches: serve with --pepper-secret-id';
