import { toIdpError } from '../../errors/idp-error.ts';
import type { BatchAnswer } from '../../kratos/batch-answer.ts';
import type { ObservedBatch } from '../pace/send-limiter.ts';
import type { SendingWorld } from './sending-world.ts';
import { itemText, type WorkRow } from './work-row.ts';

/**
 * Sends rows as one batch, and tells the limiter, the meter and the clock of Kratos how that went. An interrupted sending
 * leaves the rows in doubt. Fails as createIdentities does.
 */
export async function askBatch(rows: readonly WorkRow[], world: SendingWorld): Promise<BatchAnswer> {
  const { admin, limiter, meter, serverTime } = world;
  const items = rows.map((work) => ({
    text: itemText(work),
    patchId: work.patchId,
    plainPasswords: work.ready.hasPlainPassword ? (1 as const) : (0 as const),
  }));
  const startedAt = performance.now();
  const underWay = world.underWay();
  const answer = await admin.createIdentities(items).catch((error: unknown) => {
    if (toIdpError(error).code === 'aborted') for (const work of rows) work.isInDoubt = true;
    throw error;
  });
  const endedAt = performance.now();
  serverTime.learn(answer.serverDate);
  const isOverload = overloaded(answer);
  const batch = { rows: rows.length, tookMs: endedAt - startedAt, isOverload };
  limiter.observe({ ...batch, startedAt, endedAt, underWay, refusal: refusalOf(answer) });
  meter.batch(batch);
  return answer;
}

function overloaded(answer: BatchAnswer): boolean {
  if (answer.kind === 'answered' || answer.kind === 'forbidden') return false;
  return answer.kind !== 'refused' || answer.status >= 500 || answer.status === 413;
}

/** What says nothing of how fast batches may come, though it is answered quickly. */
function refusalOf(answer: BatchAnswer): ObservedBatch['refusal'] {
  if (answer.kind === 'forbidden') return 'rows';
  if (answer.kind !== 'refused') return undefined;
  return answer.status === 413 ? 'size' : 'rows';
}
