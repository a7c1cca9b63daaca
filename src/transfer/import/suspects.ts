import { IdpError } from '../../errors/idp-error.ts';
import type { Ending, RowLedger } from './row-ledger.ts';
import type { WorkRow } from './work-row.ts';

/**
 * Rows at which Kratos failed (5xx) when each was sent alone, several times. Whether they are at fault, or Kratos fails at
 * all of them, shows when another row works.
 */
export interface Suspects {
  /** Fails with unavailable where there are too many for all of them to be at fault. */
  add(work: WorkRow, ending: Ending): void;
  /** Another row worked, or none is left: they are at fault. */
  convict(): void;
}

export function createSuspects(ledger: RowLedger): Suspects {
  const suspects: [WorkRow, Ending][] = [];
  return {
    add(work, ending) {
      suspects.push([work, ending]);
      if (suspects.length < most) return;
      throw new IdpError(
        'unavailable',
        `Kratos fails (${ending.answer?.status ?? 500}) at every one of the last ${most} rows, each sent alone, while it can be read.`,
        { hint: "Kratos's log says why: its database may take no writes. Then go on with idp resume." },
      );
    },
    convict() {
      for (const [work, ending] of suspects.splice(0)) ledger.end(work, ending);
    },
  };
}

const most = 10;
