import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';

/**
 * An identity that was made as `identityId` and is what it was then: Kratos moves updated_at with every change, and with
 * no login (measured). Fails with cannot-be-undone.
 */
export function requireAsCreated(
  identity: Identity | undefined,
  identityId: string | undefined,
): asserts identity is Identity {
  if (identity === undefined || identity.id !== identityId) {
    throw new IdpError('cannot-be-undone', `The account ${identityId ?? ''} is gone already.`);
  }
  if (identity.state === 'active' && identity.updated_at === identity.created_at) return;
  throw new IdpError(
    'cannot-be-undone',
    `Somebody changed the account ${identity.id} since it was made, so it is not deleted.`,
    { hint: `Look at it with idp run get-identity ${identity.id}; idp run delete-identity deletes it.` },
  );
}
