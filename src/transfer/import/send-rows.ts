import type { HashPasswords } from './hash-plain-passwords.ts';
import type { RowLedger } from './row-ledger.ts';
import { sendBatch } from './send-batch.ts';
import type { SendingWorld } from './sending-world.ts';
import { neverAnswered, settleConflict, settleDoubt, uncertain, type Settled } from './settle-row.ts';
import { settleRows } from './settle-rows.ts';
import { sendingRow, type WorkRow } from './work-row.ts';

/**
 * Sends rows as one batch, and again in halves where it is refused as a whole, until each has ended or is handed back to be
 * sent again. What Kratos had before is found out first, and that it is sent is journaled before it is. Fails where nothing
 * further can be sent.
 */
export async function sendRows(rows: readonly WorkRow[], world: SendingWorld): Promise<void> {
  const hashed = world.hash === undefined ? rows : await hashedRows(rows, world.hash, world.ledger);
  const known = hashed.filter(({ sent }) => sent !== undefined);
  const fresh = hashed.filter(({ sent }) => sent === undefined);
  const again = await settleRows(
    known.filter(({ isInDoubt }) => isInDoubt),
    world,
    (work) => settleLost(work, world),
  );
  const absent = await absentOf(fresh, world);
  // Of the others the hash may be another one than before, and what was uncertain no longer has ended.
  begin([...again, ...absent], world);
  const ready = [...again, ...known.filter(({ isInDoubt }) => !isInDoubt), ...absent];
  if (ready.length > 0) await sendBatch(ready, world);
  world.ledger.write();
}

/** One to which no answer comes though others work is not sent for ever: Kratos, or what stands before it, may fall over it. */
async function settleLost(work: WorkRow, { admin, reachability }: SendingWorld): Promise<Settled> {
  const settled = await settleDoubt(admin, work);
  const { timesAlone = 0, answersBefore = 0 } = work.lost ?? {};
  const isAtFault = timesAlone >= attemptsAlone && reachability.answers() > answersBefore;
  return settled === 'send' && isAtFault ? uncertain(neverAnswered) : settled;
}

const attemptsAlone = 3;

async function hashedRows(
  rows: readonly WorkRow[],
  hash: HashPasswords,
  ledger: RowLedger,
): Promise<WorkRow[]> {
  const hashes = await hash(rows.map(({ ready }) => ready));
  return rows.flatMap((work, index) => {
    const one = hashes[index];
    if (one === undefined) return [];
    if ('problem' in one) {
      ledger.end(work, { end: 'rejected', problems: [one.problem] });
      return [];
    }
    work.ready = one.ready;
    work.text = '';
    return [work];
  });
}

/** Those of which Kratos has nothing; what becomes of the others is settled here. */
async function absentOf(rows: readonly WorkRow[], world: SendingWorld): Promise<WorkRow[]> {
  if (rows.length === 0) return [];
  const held = await world.reachability.patiently(() => world.presence.look(rows.map(({ ready }) => ready)));
  const absent = rows.filter((_, index) => held[index] !== true);
  const clashing = rows.filter((_, index) => held[index] === true);
  if (clashing.length === 0) return absent;
  const gone = await settleRows(clashing, world, (work) => settleConflict(world.admin, work, world.settings));
  return [...absent, ...gone];
}

function begin(rows: readonly WorkRow[], { journal, serverTime }: SendingWorld): void {
  if (rows.length === 0) return;
  const sentAt = serverTime.now();
  journal.beginSending(
    rows.map((work) => sendingRow(work, true)),
    sentAt,
  );
  for (const work of rows) work.sent ??= { sentAt, wasAbsent: true };
}
