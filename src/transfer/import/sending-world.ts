import type { KratosAdmin } from '../../kratos/admin.ts';
import type { HashPasswords } from './hash-plain-passwords.ts';
import type { ImportJournal } from '../journal/import-journal.ts';
import type { ImportMeter } from '../progress/import-meter.ts';
import type { ImportSettings } from './import-settings.ts';
import type { Presence } from '../presence/presence.ts';
import type { Reachability } from '../pace/reachability.ts';
import type { RowLedger } from './row-ledger.ts';
import type { SendLimiter } from '../pace/send-limiter.ts';
import type { ServerTime } from './server-time.ts';
import type { Suspects } from './suspects.ts';
import type { WorkRow } from './work-row.ts';

/** What sending rows takes. */
export interface SendingWorld {
  readonly admin: KratosAdmin;
  readonly settings: ImportSettings;
  readonly journal: ImportJournal<unknown>;
  readonly ledger: RowLedger;
  readonly limiter: SendLimiter;
  readonly meter: ImportMeter;
  readonly presence: Presence;
  readonly reachability: Reachability;
  readonly suspects: Suspects;
  readonly hash: HashPasswords | undefined;
  /** How many requests are under way, with this one. */
  readonly underWay: () => number;
  /** Milliseconds: no identity that is made from now on is older, by the clock of Kratos. */
  readonly serverTime: ServerTime;
  /** For what is to be sent again. */
  readonly sendAgain: (rows: readonly WorkRow[]) => void;
  /** For what an answer says was not made, and cannot be sent again now. */
  readonly giveBack: (rows: readonly WorkRow[]) => void;
  /** For those that were made, and have factors that follow. */
  readonly complete: (work: WorkRow, identityId: string) => Promise<void>;
}
