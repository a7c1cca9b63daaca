import { IdpError } from '../../errors/idp-error.ts';
import type { KratosAdmin } from '../../kratos/admin.ts';
import { canonicalIdentityId } from '../../kratos/identity-id.ts';
import { completeIdentity } from '../change/complete-identity.ts';
import type { RefusedRow } from '../change/update-identity.ts';
import type { ImportJournal } from '../journal/import-journal.ts';
import type { InputRow, ReadyRow } from './import-row.ts';
import { persistently } from '../pace/persistently.ts';
import type { Reachability } from '../pace/reachability.ts';
import { rejectLine } from '../journal/reject-line.ts';

export interface CompletingWorld {
  readonly admin: KratosAdmin;
  readonly journal: ImportJournal<unknown>;
  readonly reachability: Reachability;
}

/**
 * Gives a created identity the factors that it could not be created with, and journals that. What Kratos refuses is told
 * among the rejects; the identity stays. `wasBegun` where it may have been done before.
 */
export async function completeRow(
  { completion }: ReadyRow,
  row: InputRow,
  identityId: string,
  { admin, journal, reachability }: CompletingWorld,
  wasBegun: boolean,
): Promise<void> {
  // In a dry run nobody was made.
  if (completion === undefined || canonicalIdentityId(identityId) === undefined) return;
  let mayBeThere = wasBegun;
  const attempt = () => {
    const again = mayBeThere;
    mayBeThere = true;
    return completeIdentity(admin, identityId, completion, { again }).catch((error: unknown) =>
      goneSince(error, identityId),
    );
  };
  const done = await persistently(
    reachability,
    attempt,
    (how) => how !== 'done' && (how.answer?.status ?? 0) >= 500,
  );
  const { position } = row;
  if (done === 'done') return journal.completed(position, 'done');
  const { problem, answer } = done;
  const text = rejectLine({ row, problems: [{ ...problem, rejects: true }], answer, identityId });
  journal.completed(position, 'refused', { position, text });
}

/** Somebody has deleted it since it was made, which is the matter of that row alone. */
function goneSince(error: unknown, identityId: string): RefusedRow {
  if (!(error instanceof IdpError) || error.code !== 'identity-not-found') throw error;
  const message = `the identity ${identityId} was made, and is gone: somebody has deleted it before it had its second factors`;
  return { problem: { code: 'completion', pointer: '/credentials', message, rejects: true } };
}
