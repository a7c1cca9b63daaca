import type { Identity, JsonPatch } from '@ory/client';
import { isStatus, type KratosAdmin } from '../../kratos/admin.ts';
import { KratosRejection } from '../../kratos/answer.ts';
import { credentialChanges, linksToAdd, shownCredentials } from './credential-changes.ts';
import { clashProblem, findHolders } from '../presence/find-holders.ts';
import { identityChanges } from './identity-changes.ts';
import type { ReadyRow, RowProblem } from '../import/import-row.ts';
import { patchInDoubt } from './patch-in-doubt.ts';
import { RowRefusal } from './row-refusal.ts';

/** A row that Kratos, or what would be lost, keeps from being brought over; `answer` where it is Kratos. */
export interface RefusedRow {
  readonly problem: RowProblem;
  readonly answer?: { readonly status: number; readonly reason: string };
}

/**
 * Makes an identity what a row says, by one JSON Patch of what differs, and none where nothing does. Which identity that is,
 * and that no other has something of the row, findHolders says before. With `credentials`, those too.
 * Where the answer is lost, it is looked what became of it. Fails as the admin API does: with identity-not-found where the
 * identity is gone in the meantime.
 */
export async function updateIdentity(
  admin: KratosAdmin,
  identityId: string,
  ready: ReadyRow,
  { credentials }: { readonly credentials: boolean },
): Promise<'updated' | 'unchanged' | RefusedRow> {
  const changes = async (): Promise<JsonPatch[]> => {
    if (!credentials) return identityChanges(await admin.getIdentity(identityId), ready);
    const identity = await withCredentials(admin, identityId, ready);
    return [...identityChanges(identity, ready), ...credentialChanges(identity, ready)];
  };
  try {
    return (await patchInDoubt(admin, identityId, changes)) ? 'updated' : 'unchanged';
  } catch (error) {
    if (error instanceof RowRefusal) return { problem: error.problem };
    if (!(error instanceof KratosRejection)) throw error;
    return refusal(admin, identityId, ready, error);
  }
}

/** Links come with tokens of their providers, so they are read only where some are to be added to others. */
async function withCredentials(admin: KratosAdmin, identityId: string, ready: ReadyRow): Promise<Identity> {
  const shown = shownCredentials(ready);
  const identity = await admin.getIdentity(identityId, shown);
  const links = linksToAdd(identity, ready);
  return links.length === 0 ? identity : admin.getIdentity(identityId, [...shown, ...links]);
}

async function refusal(
  admin: KratosAdmin,
  identityId: string,
  ready: ReadyRow,
  rejection: KratosRejection,
): Promise<RefusedRow> {
  const answer = { status: rejection.status, reason: rejection.reason ?? '' };
  if (!isStatus(rejection, 409)) {
    const message = `Kratos refuses to change the identity ${identityId} so`;
    return { problem: { code: 'refused', pointer: '', message, rejects: true }, answer };
  }
  const holders = await findHolders(admin, ready);
  return { problem: clashProblem(holders.filter((holder) => holder.identityId !== identityId)), answer };
}
