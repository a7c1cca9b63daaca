import type { IdpError } from '../../errors/idp-error.ts';
import type { ItemAnswer } from '../../kratos/batch-answer.ts';
import type { KratosAdmin } from '../../kratos/admin.ts';
import { eachOf } from '../pace/each-of.ts';
import { askBatch } from './ask-batch.ts';
import type { ImportSettings } from './import-settings.ts';
import type { SendingWorld } from './sending-world.ts';
import {
  clashesWithNobody,
  forbiddenRow,
  refusedRow,
  rejected,
  settleAnswer,
  settleConflict,
  settleDoubt,
  type Settled,
} from './settle-row.ts';
import { lookUpsAtOnce, settleRows } from './settle-rows.ts';
import type { WorkRow } from './work-row.ts';

/** Sends rows that are journaled, as one batch, and deals with its answer; refused as a whole, it is sent in halves. */
export async function sendBatch(rows: readonly WorkRow[], world: SendingWorld): Promise<void> {
  const answer = await orGiveBack(rows, world, () => askBatch(rows, world));
  switch (answer.kind) {
    case 'answered':
      return take(rows, answer.items, world);
    case 'refused':
      return refused(rows, answer, world);
    case 'forbidden':
      return forbidden(rows, answer.error, world);
    case 'busy':
      await orGiveBack(rows, world, () => world.reachability.failed(answer.error));
      world.reachability.slowDown(answer.retryAfterMs);
      return world.sendAgain(rows);
    case 'unsent':
      await orGiveBack(rows, world, () => {
        world.reachability.failed(answer.error);
        return world.reachability.untilThere();
      });
      return world.sendAgain(rows);
    case 'unknown': {
      noteLost(rows, world.reachability.answers());
      world.reachability.failed(answer.error);
      world.reachability.slowDown(answer.retryAfterMs);
      await world.reachability.mayGoOn();
      await world.reachability.untilThere();
      return world.sendAgain(rows);
    }
  }
}

/** Where it fails, none of the rows was made that is not in doubt, as an interrupted sending leaves them. */
async function orGiveBack<T>(
  rows: readonly WorkRow[],
  { giveBack }: SendingWorld,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    giveBack(rows);
    throw error;
  }
}

function noteLost(rows: readonly WorkRow[], answersBefore: number): void {
  for (const work of rows) {
    work.isInDoubt = true;
    work.lost = {
      answersBefore: work.lost?.answersBefore ?? answersBefore,
      mostTogether: work.lost === undefined ? rows.length : Math.ceil(rows.length / 2),
      timesAlone: (work.lost?.timesAlone ?? 0) + (rows.length === 1 ? 1 : 0),
    };
  }
}

async function take(
  rows: readonly WorkRow[],
  items: readonly ItemAnswer[],
  world: SendingWorld,
): Promise<void> {
  const { ledger, reachability, suspects } = world;
  reachability.worked();
  suspects.convict();
  const clashing: WorkRow[] = [];
  const failing: WorkRow[] = [];
  const made: [WorkRow, string][] = [];
  for (const [index, work] of rows.entries()) {
    const item = items[index];
    if (item === undefined) continue;
    if ('id' in item) {
      ledger.end(work, settleAnswer(item));
      made.push([work, item.id]);
    } else if (item.status === 409) clashing.push(work);
    else if (item.status >= 500) failing.push(work);
    else ledger.end(work, settleAnswer(item));
  }
  // Whatever follows may fail; these are there.
  ledger.write();
  for (const work of failing) work.hasFailed = true;
  await orGiveBack(clashing, world, () =>
    eachOf(made, lookUpsAtOnce, ([work, id]) => world.complete(work, id)),
  );
  await settleClashes(clashing, world);
  for (const work of failing)
    await refused([work], { status: 500, words: wordsOf(items, rows, work) }, world);
}

function wordsOf(items: readonly ItemAnswer[], rows: readonly WorkRow[], work: WorkRow): string {
  const item = items[rows.indexOf(work)];
  return item !== undefined && 'words' in item ? item.words : '';
}

/** A row that was sent before, and of which no answer came, may clash with itself. */
async function settleClashes(rows: readonly WorkRow[], world: SendingWorld): Promise<void> {
  const { admin, settings } = world;
  const settling = settleRows(rows, world, async (work) => {
    if (!work.isInDoubt) return settleClash(admin, work, settings);
    const settled = await settleDoubt(admin, work);
    return settled === 'send' ? clashesWithNobody(work) : settled;
  });
  const again = await orGiveBack(rows, world, () => settling);
  for (const [index, work] of again.entries())
    await orGiveBack(again.slice(index + 1), world, () => sendBatch([work], world));
}

/** A database that failed over may have committed what it called a failure. */
async function settleClash(admin: KratosAdmin, work: WorkRow, settings: ImportSettings): Promise<Settled> {
  if (!work.hasFailed) return settleConflict(admin, work, settings);
  const settled = await settleDoubt(admin, work);
  const isOurs = typeof settled === 'object' && settled.end === 'created';
  return isOurs ? settled : settleConflict(admin, work, settings);
}

type Refusal = { readonly status: number; readonly words: string };

async function refused(
  rows: readonly WorkRow[],
  { status, words }: Refusal,
  world: SendingWorld,
): Promise<void> {
  const { ledger, reachability, suspects } = world;
  // Its database may be away, which is no fault of the rows.
  if (status >= 500) {
    for (const work of rows) work.hasFailed = true;
    await reachability.untilThere();
  }
  const [first, ...others] = rows;
  if (first === undefined) return;
  if (others.length > 0) return sendHalves(rows, world);
  if (status === 409) return settleClashes(rows, world);
  if (status < 500) {
    reachability.worked();
    suspects.convict();
    return ledger.end(first, rejected(refusedRow, { status, words }));
  }
  first.failures += 1;
  if (first.failures >= attempts) return suspects.addFailed(first, rejected(refusedRow, { status, words }));
  reachability.slowDown(undefined);
  await reachability.mayGoOn();
  return sendBatch(rows, world);
}

/** A firewall may take one row for an attack; or nobody may send any, which a batch of nobody shows. */
async function forbidden(rows: readonly WorkRow[], error: IdpError, world: SendingWorld): Promise<void> {
  const [first, ...others] = rows;
  if (first === undefined) return;
  if (others.length > 0) return sendHalves(rows, world);
  const ending = rejected(forbiddenRow, { status: 403, words: error.message });
  return world.suspects.addForbidden(first, ending);
}

async function sendHalves(rows: readonly WorkRow[], world: SendingWorld): Promise<void> {
  const middle = Math.ceil(rows.length / 2);
  const second = rows.slice(middle);
  await orGiveBack(second, world, () => sendBatch(rows.slice(0, middle), world));
  return sendBatch(second, world);
}

const attempts = 3;
