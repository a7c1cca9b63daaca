import type { KratosAdmin } from '../../kratos/admin.ts';
import type { BatchAnswer, ItemAnswer } from '../../kratos/batch-answer.ts';
import { eachOf } from './each-of.ts';
import type { HashPasswords } from './hash-plain-passwords.ts';
import type { ImportJournal } from './import-journal.ts';
import type { ImportMeter } from './import-meter.ts';
import type { ImportSettings } from './import-settings.ts';
import type { Presence } from './presence.ts';
import type { Reachability } from './reachability.ts';
import type { RowLedger } from './row-ledger.ts';
import type { SendLimiter } from './send-limiter.ts';
import {
  refusedRow,
  rejected,
  settleAnswer,
  settleConflict,
  settleDoubt,
  type Settled,
} from './settle-row.ts';
import type { Suspects } from './suspects.ts';
import { itemText, sendingRow, type WorkRow } from './work-row.ts';

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
  /** For those that were made, and have factors that follow. */
  readonly complete: (work: WorkRow, identityId: string) => Promise<void>;
}

export interface ServerTime {
  now(): number;
  /** The Date of an answer, in milliseconds. */
  learn(date: number | undefined): void;
}

/**
 * Sends rows as one batch, and again in halves where it is refused as a whole, until each has ended or is handed back to be
 * sent again. What Kratos had before is found out first, and that it is sent is journaled before it is. Fails where nothing
 * further can be sent.
 */
export async function sendRows(rows: readonly WorkRow[], world: SendingWorld): Promise<void> {
  const hashed = world.hash === undefined ? rows : await hashedRows(rows, world.hash, world.ledger);
  const known = hashed.filter(({ sent }) => sent !== undefined);
  const fresh = hashed.filter(({ sent }) => sent === undefined);
  const again = await settled(known.filter(({ isInDoubt }) => isInDoubt), world, settleDoubtIn(world));
  const absent = await absentOf(fresh, world);
  begin(absent, world);
  const ready = [...again, ...known.filter(({ isInDoubt }) => !isInDoubt), ...absent];
  if (ready.length > 0) await send(ready, world);
  world.ledger.write();
}

const settleDoubtIn = ({ admin }: SendingWorld) => (work: WorkRow) => settleDoubt(admin, work);

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
  const gone = await settled(clashing, world, (work) =>
    settleConflict(world.admin, work, world.settings),
  );
  return [...absent, ...gone];
}

function begin(rows: readonly WorkRow[], { journal, serverTime }: SendingWorld): void {
  if (rows.length === 0) return;
  const sentAt = serverTime.now();
  journal.beginSending(
    rows.map((work) => sendingRow(work, true)),
    sentAt,
  );
  for (const work of rows) work.sent = { sentAt, wasAbsent: true };
}

/** Ends those whose end is known, and gives those that are to be sent. */
async function settled(
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

const lookUpsAtOnce = 4;

async function send(rows: readonly WorkRow[], world: SendingWorld): Promise<void> {
  const answer = await ask(rows, world);
  switch (answer.kind) {
    case 'answered':
      return take(rows, answer.items, world);
    case 'refused':
      return refused(rows, answer, world);
    case 'busy':
      world.reachability.failed(answer.error);
      world.reachability.slowDown(answer.retryAfterMs);
      return world.sendAgain(rows);
    case 'unsent':
      world.reachability.failed(answer.error);
      await world.reachability.untilThere();
      return world.sendAgain(rows);
    case 'unknown': {
      for (const work of rows) work.isInDoubt = true;
      world.reachability.failed(answer.error);
      world.reachability.slowDown(answer.retryAfterMs);
      await world.reachability.mayGoOn();
      await world.reachability.untilThere();
      return world.sendAgain(rows);
    }
  }
}

async function ask(rows: readonly WorkRow[], world: SendingWorld): Promise<BatchAnswer> {
  const { admin, limiter, meter, serverTime } = world;
  const items = rows.map((work) => ({
    text: itemText(work),
    plainPasswords: work.ready.hasPlainPassword ? (1 as const) : (0 as const),
  }));
  const startedAt = performance.now();
  const underWay = world.underWay();
  const answer = await admin.createIdentities(items);
  const endedAt = performance.now();
  serverTime.learn(answer.serverDate);
  const isOverload = overloaded(answer);
  const batch = { rows: rows.length, tookMs: endedAt - startedAt, isOverload };
  limiter.observe({ ...batch, startedAt, endedAt, underWay });
  meter.batch(batch);
  return answer;
}

function overloaded(answer: BatchAnswer): boolean {
  if (answer.kind === 'answered') return false;
  return answer.kind !== 'refused' || answer.status >= 500 || answer.status === 413;
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
  await eachOf(made, lookUpsAtOnce, ([work, id]) => world.complete(work, id));
  await settleClashes(clashing, world);
  for (const work of failing) await refused([work], { status: 500, words: wordsOf(items, rows, work) }, world);
}

function wordsOf(items: readonly ItemAnswer[], rows: readonly WorkRow[], work: WorkRow): string {
  const item = items[rows.indexOf(work)];
  return item !== undefined && 'words' in item ? item.words : '';
}

/** A row that was sent before, and of which no answer came, may clash with itself. */
async function settleClashes(rows: readonly WorkRow[], world: SendingWorld): Promise<void> {
  const { admin, settings } = world;
  const again = await settled(rows, world, (work) =>
    work.isInDoubt ? settleDoubt(admin, work) : settleConflict(admin, work, settings),
  );
  for (const work of again) await send([work], world);
}

type Refusal = { readonly status: number; readonly words: string };

async function refused(
  rows: readonly WorkRow[],
  { status, words }: Refusal,
  world: SendingWorld,
): Promise<void> {
  const { ledger, reachability, suspects } = world;
  // Its database may be away, which is no fault of the rows.
  if (status >= 500) await reachability.untilThere();
  const [first, ...others] = rows;
  if (first === undefined) return;
  if (others.length > 0) {
    const middle = Math.ceil(rows.length / 2);
    await send(rows.slice(0, middle), world);
    return send(rows.slice(middle), world);
  }
  if (status === 409) return settleClashes(rows, world);
  if (status < 500) {
    reachability.worked();
    suspects.convict();
    return ledger.end(first, rejected(refusedRow, { status, words }));
  }
  first.failures += 1;
  if (first.failures >= attempts) return suspects.add(first, rejected(refusedRow, { status, words }));
  reachability.slowDown(undefined);
  await reachability.mayGoOn();
  return send(rows, world);
}

const attempts = 3;
