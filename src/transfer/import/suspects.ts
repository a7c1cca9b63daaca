import { IdpError } from '../../errors/idp-error.ts';
import type { Ending, RowLedger } from './row-ledger.ts';
import type { WorkRow } from './work-row.ts';

/**
 * Rows at which Kratos failed (5xx) when each was sent alone, several times, or that were forbidden (403). Whether they are at
 * fault, or all of them fail, shows when another row works.
 */
export interface Suspects {
  /**
   * Where there are too many for all of them to be at fault it fails with unavailable, or as the last one was `forbidden`.
   */
  add(work: WorkRow, ending: Ending, forbidden?: IdpError): void;
  /** Another row worked: they are at fault. */
  convict(): void;
  /** None is left: they are at fault, unless nothing ever worked, and all that was sent was forbidden. */
  atEnd(): void;
}

export function createSuspects(ledger: RowLedger): Suspects {
  const suspects: [WorkRow, Ending][] = [];
  let hasWorked = false;
  let lastForbidden: IdpError | undefined;

  function convict(): void {
    for (const [work, ending] of suspects.splice(0)) ledger.end(work, ending);
  }

  return {
    add(work, ending, forbidden) {
      suspects.push([work, ending]);
      lastForbidden = forbidden;
      if (suspects.length < most) return;
      if (forbidden !== undefined) throw forbidden;
      throw new IdpError(
        'unavailable',
        `Kratos fails (${ending.answer?.status ?? 500}) at every one of the last ${most} rows, each sent alone, while it can be read.`,
        { hint: "Kratos's log says why: its database may take no writes. Then go on with idp resume." },
      );
    },
    convict() {
      hasWorked = true;
      convict();
    },
    atEnd() {
      if (!hasWorked && lastForbidden !== undefined) throw lastForbidden;
      convict();
    },
  };
}

const most = 10;
