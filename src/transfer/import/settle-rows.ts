import { eachOf } from '../pace/each-of.ts';
import { persistently } from '../pace/persistently.ts';
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
    const how = await persistently(reachability, () => settle(work), hasFailed);
    if (how === 'send' || how === 'send-alone') {
      toSend.push(work);
      return;
    }
    ledger.end(work, how);
    if (how.end === 'created' && how.identityId !== undefined) await complete(work, how.identityId);
  });
  return toSend;
}

/** Whether Kratos failed at a change, rather than refusing it. */
const hasFailed = (how: Settled): boolean =>
  typeof how === 'object' && how.end === 'rejected' && (how.answer?.status ?? 0) >= 500;

export const lookUpsAtOnce = 4;
