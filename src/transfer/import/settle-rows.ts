import { eachOf } from '../pace/each-of.ts';
import type { SendingWorld } from './sending-world.ts';
import type { Settled } from './settle-row.ts';
import type { WorkRow } from './work-row.ts';

/** Ends those whose end is known, and gives those that are to be sent. */
export async function settleRows(
  rows: readonly WorkRow[],
  { ledger, complete, reachability }: SendingWorld,
  settle: (work: WorkRow) => Promise<Settled>,
): Promise<WorkRow[]> {
  const toSend: WorkRow[] = [];
  await eachOf(rows, lookUpsAtOnce, async (work) => {
    const how = await reachability.patiently(() => settle(work));
    if (how === 'send' || how === 'send-alone') {
      toSend.push(work);
      return;
    }
    ledger.end(work, how);
    if (how.end === 'created' && how.identityId !== undefined) await complete(work, how.identityId);
  });
  return toSend;
}

export const lookUpsAtOnce = 4;
