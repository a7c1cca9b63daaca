import type { Identity } from '@ory/client';
import type { KratosAdmin } from '../../kratos/admin.ts';
import { identifiersOf } from '../../kratos/identity-addresses.ts';
import { holds, type Claim } from './presence-claims.ts';

/**
 * Who has it, by the one request that Kratos answers that with; undefined where there is none: for an address that nobody
 * logs in with, and for an external_id that no path can hold. What is listed is believed only where it carries what was
 * asked for. Fails as the admin API does.
 */
export async function lookUpClaim(
  admin: KratosAdmin,
  claim: Claim,
): Promise<readonly Identity[] | undefined> {
  const { kind, value } = claim;
  if (!canBeLookedUp(claim)) return undefined;
  if (kind === 'external_id') {
    const identity = await admin.identityByExternalId(value);
    return identity === undefined ? [] : [identity];
  }
  const listed = await admin.listByCredentialIdentifier(value);
  // A link of the same text as a name is listed rightly; one without it, by what ignores the filter.
  if (listed.some((identity) => !carries(identity, value))) return undefined;
  return listed.filter((identity) => holds(identity, claim));
}

export const canBeLookedUp = ({ kind, value }: Claim): boolean =>
  kind !== 'address' && !(kind === 'external_id' && /^\.\.?$/.test(value));

const carries = (identity: Identity, identifier: string): boolean =>
  identifiersOf(identity).some((one) => one.trim().toLowerCase() === identifier.trim().toLowerCase());
