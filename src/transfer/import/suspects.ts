import { IdpError } from '../../errors/idp-error.ts';
import type { Ending, RowLedger } from './row-ledger.ts';
import type { WorkRow } from './work-row.ts';

/**
 * Rows at which Kratos failed (5xx) when each was sent alone, several times, or that were forbidden (403). Whether they are at
 * fault, or all of them fail, shows when another row works; of those that are forbidden when a batch of nobody is not, for
 * another row may have been let through before.
 */
export interface Suspects {
  /** Fails with unavailable where too many failed for all of them to be at fault. */
  addFailed(work: WorkRow, ending: Ending): void;
  /** Fails with forbidden where no batch may be sent at all, and as requireAllowed does. */
  addForbidden(work: WorkRow, ending: Ending): Promise<void>;
  /** Another row worked: those that failed are at fault. */
  convict(): void;
  /** None is left to be sent: they are at fault, unless no batch may be sent any more. Fails as addForbidden does. */
  atEnd(): Promise<void>;
  /** Those of which nothing is known yet. */
  left(): readonly WorkRow[];
}

/** `requireAllowed` fails with forbidden where a batch of nobody is forbidden, too. */
export function createSuspects(ledger: RowLedger, requireAllowed: () => Promise<void>): Suspects {
  const failed: Suspect[] = [];
  const forbidden: Suspect[] = [];

  function end(suspects: Suspect[]): void {
    for (const [work, ending] of suspects.splice(0)) ledger.end(work, ending);
  }

  return {
    addFailed(work, ending) {
      failed.push([work, ending]);
      if (failed.length < most) return;
      throw new IdpError(
        'unavailable',
        `Kratos fails (${ending.answer?.status ?? 500}) at every one of the last ${most} rows, each sent alone, while it can be read.`,
        { hint: "Kratos's log says why: its database may take no writes. Then go on with idp resume." },
      );
    },
    async addForbidden(work, ending) {
      forbidden.push([work, ending]);
      if (forbidden.length < most) return;
      await requireAllowed();
      end(forbidden);
    },
    convict: () => end(failed),
    async atEnd() {
      if (forbidden.length > 0) await requireAllowed();
      end(forbidden);
      end(failed);
    },
    left: () => [...failed, ...forbidden].map(([work]) => work),
  };
}

type Suspect = readonly [WorkRow, Ending];

const most = 10;
