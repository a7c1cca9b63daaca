import type { KratosAdmin } from '../../kratos/admin.ts';
import type { ItemAnswer } from '../../kratos/batch-answer.ts';
import { IdpError } from '../../errors/idp-error.ts';
import { clashProblem, findHolders, type Holder } from '../presence/find-holders.ts';
import type { ImportSettings } from './import-settings.ts';
import { isOurs } from '../presence/is-ours.ts';
import type { Ending } from './row-ledger.ts';
import { updateIdentity } from '../change/update-identity.ts';
import { canBeFound, type WorkRow } from './work-row.ts';

/** What becomes of a row: it ended, or it is to be sent (again), alone where it was refused among others. */
export type Settled = Ending | 'send' | 'send-alone';

/**
 * What becomes of a row that was sent, and of which no answer came. It is ours where one identity holds all that it has,
 * and that was made by this sending; it is sent again where nobody holds anything of it, and where it could be found.
 */
export async function settleDoubt(admin: KratosAdmin, work: WorkRow): Promise<Settled> {
  const { ready, sent } = work;
  if (!canBeFound(work)) return mayBeSentTwice(work) ? 'send' : uncertain(neverFound);
  const holders = await findHolders(admin, ready);
  if (holders.length === 0) return 'send';
  const [holder, ...others] = distinct(holders);
  if (holder !== undefined && others.length === 0 && sent !== undefined) {
    if (isOurs(holder.identity, ready, sent)) return { end: 'created', identityId: holder.identityId };
  }
  return uncertain(notProven, holder?.identityId);
}

/** Once, where somebody says so who has looked for it. */
function mayBeSentTwice(work: WorkRow): boolean {
  const isFirst = work.wasUncertain && !work.wasSentAgain;
  work.wasSentAgain = true;
  return isFirst;
}

/** What becomes of a row that clashes with an identity, as --on-conflict says. Fails with identity-exists to stop. */
export async function settleConflict(
  admin: KratosAdmin,
  work: WorkRow,
  settings: ImportSettings,
): Promise<Settled> {
  const holders = await findHolders(admin, work.ready);
  const [holder, ...others] = distinct(holders);
  // Gone since, or an address that nobody logs in with.
  if (holder === undefined) return clashesWithNobody(work);
  const { identityId } = holder;
  switch (settings.onConflict) {
    case 'skip':
      return { end: 'skipped', identityId };
    case 'stop':
      throw new IdpError('identity-exists', `${stopped(work)}: ${clashProblem(holders).message}.`, {
        details: { 'identity-id': identityId },
      });
    case 'update':
      return others.length > 0
        ? { end: 'rejected', identityId, problems: [clashProblem(holders)] }
        : update(admin, work, holder, settings);
    case 'reject':
      return { end: 'rejected', identityId, problems: [clashProblem(holders)] };
  }
}

/** What becomes of a row of which Kratos says that it clashes, and nobody is found that it clashes with. */
export function clashesWithNobody(work: WorkRow): Settled {
  work.failures += 1;
  return work.failures > 1 ? rejected(clashWithNobody) : 'send-alone';
}

/** What Kratos's answer to one row of a batch says of it, other than a conflict. */
export function settleAnswer(answer: ItemAnswer): Ending {
  if ('id' in answer) return { end: 'created', identityId: answer.id };
  return rejected(refusedRow, answer);
}

export const rejected = (
  { code, message }: { readonly code: string; readonly message: string },
  answer?: { readonly status: number; readonly words: string },
): Ending => ({
  end: 'rejected',
  problems: [{ code, pointer: '', message, rejects: true }],
  answer: answer === undefined ? undefined : { status: answer.status, reason: answer.words },
});

async function update(
  admin: KratosAdmin,
  work: WorkRow,
  { identityId }: Holder,
  { updateCredentials: credentials }: ImportSettings,
): Promise<Settled> {
  const updated = await updateIdentity(admin, identityId, work.ready, { credentials }).catch(goneSince);
  if (updated === 'gone') return 'send-alone';
  if (typeof updated === 'string') return { end: updated, identityId };
  return { end: 'rejected', identityId, problems: [updated.problem], answer: updated.answer };
}

/** Whoever deletes it meanwhile makes room for the row. */
function goneSince(error: unknown): 'gone' {
  if (error instanceof IdpError && error.code === 'identity-not-found') return 'gone';
  throw error;
}

function distinct(holders: readonly Holder[]): Holder[] {
  return [...new Map(holders.map((holder) => [holder.identityId, holder])).values()];
}

function stopped({ row: { place } }: WorkRow): string {
  return `${place.file}, ${place.line === undefined ? `record ${place.record}` : `line ${place.line}`}`;
}

export const refusedRow = {
  code: 'refused',
  message: 'Kratos refused it, for the reason in answer; mend the row and import it again',
};

export const forbiddenRow = {
  code: 'refused',
  message:
    'what stands in front of Kratos forbids it, alone among others: perhaps a firewall that takes something in it for an attack',
};

export function uncertain(problem: { code: string; message: string }, identityId?: string): Ending {
  return { end: 'uncertain', identityId, problems: [{ ...problem, pointer: '', rejects: true }] };
}

const neverFound = {
  code: 'uncertain',
  message:
    'it was sent and no answer came, and it has neither an identifier nor an external_id by which it could be found; look for it, and import it again only if it is not there',
};
export const neverAnswered = {
  code: 'uncertain',
  message:
    'it was sent alone, again and again, no answer came although others are answered, and it is not there: what it holds may be what Kratos, or a gateway before it, falls over',
};
const notProven = {
  code: 'uncertain',
  message:
    'it was sent and no answer came; an identity with something of it is there, which this import may or may not have made',
};
const clashWithNobody = {
  code: 'conflict',
  message:
    'Kratos says that it clashes with an identity, and none is found by what a person logs in with: perhaps one has its address for verification or recovery',
};
