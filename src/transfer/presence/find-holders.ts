import type { Identity } from '@ory/client';
import type { KratosAdmin } from '../../kratos/admin.ts';
import { maskText } from '../../kratos/identity-facts.ts';
import { maskAddress } from '../../kratos/mask.ts';
import { claimPointer } from './claim-pointer.ts';
import type { ReadyRow, RowProblem } from '../import/import-row.ts';
import { lookUpClaim } from './look-up-claim.ts';
import { claimsOfRow, holds, type Claim } from './presence-claims.ts';

/** An identity that has something of a row, so that the row cannot have it. */
export interface Holder {
  readonly identityId: string;
  readonly by: 'identifier' | 'external_id' | 'address';
  /** Where it stands in the row's body, as a JSON pointer: which trait, which link. */
  readonly pointer: string;
  readonly masked: string;
  /** With its credentials, without their configuration. */
  readonly identity: Identity;
  readonly claim: Claim;
}

/**
 * Who has which of a row's identifiers, links, addresses and external id right now; one holder for each of these, in their
 * order. An address that nobody logs in with cannot be looked up: it is found only of those who have something else of the
 * row, and else by scanForHolders. Fails as the admin API does.
 */
export async function findHolders(admin: KratosAdmin, ready: ReadyRow): Promise<readonly Holder[]> {
  const claims = claimsOfRow(ready);
  const identities = new Map<string, Identity>();
  for (const claim of claims) {
    // Nobody else has what one of them has already.
    if ([...identities.values()].some((identity) => holds(identity, claim))) continue;
    for (const identity of (await lookUpClaim(admin, claim)) ?? []) identities.set(identity.id, identity);
  }
  const place = ({ claim }: Holder): number => claims.indexOf(claim);
  return [...identities.values()]
    .flatMap((identity) => holdersBy(identity, ready, claims))
    .toSorted((one, other) => place(one) - place(other));
}

/** As findHolders, but reads all identities: also finds addresses that nobody logs in with. `signal` ends it. */
export async function scanForHolders(
  admin: KratosAdmin,
  ready: ReadyRow,
  signal: AbortSignal,
): Promise<readonly Holder[]> {
  const claims = claimsOfRow(ready);
  const holders: Holder[] = [];
  for await (const page of admin.eachPage({ include: ['code'], signal })) {
    for (const identity of page) holders.push(...holdersBy(identity, ready, claims));
  }
  return holders;
}

/** What is wrong with a row that clashes; of one that Kratos says clashes, though no holder is found, as much. */
export function clashProblem(holders: readonly Holder[]): RowProblem {
  const [first] = holders;
  if (first === undefined) return { code: 'conflict', pointer: '', message: heldByNobody, rejects: true };
  const { pointer, masked } = first;
  const ids = [...new Set(holders.map(({ identityId }) => identityId))];
  const sentences = ids.map((id) => {
    const held = holders.filter(({ identityId }) => identityId === id).map(named);
    return `${inWords(held)} ${held.length > 1 ? 'are' : 'is'} held by the identity ${id}`;
  });
  const advice =
    ids.length > 1
      ? 'no one identity is this person: mend the row, or them'
      : 'import it with --on-conflict update or skip, or delete that identity';
  const message = `${sentences.join(', ')}; ${advice}`;
  return { code: 'conflict', pointer, message, value: masked, rejects: true };
}

const heldByNobody =
  'Kratos says that another identity has something of it, and none is found by what people log in with: perhaps it has the address for verification or recovery';

/** An address that is an identifier as well is told once. */
function holdersBy(identity: Identity, ready: ReadyRow, claims: readonly Claim[]): Holder[] {
  const shared = claims.filter((claim) => holds(identity, claim));
  const names = new Set(shared.filter(({ kind }) => kind === 'name').map(({ value }) => value));
  return shared
    .filter((claim) => claim.kind !== 'address' || !names.has(textOf(claim)))
    .map((claim) => ({
      identityId: identity.id,
      by: claim.kind === 'address' || claim.kind === 'external_id' ? claim.kind : 'identifier',
      pointer: claimPointer(ready.create, claim),
      masked: claim.kind === 'external_id' ? maskText(claim.value) : maskAddress(textOf(claim)),
      identity,
      claim,
    }));
}

/** Of an address without the kind before it. */
const textOf = ({ kind, value }: Claim): string =>
  kind === 'address' ? value.slice(value.indexOf(':') + 1) : value;

function named({ claim, masked }: Holder): string {
  if (claim.kind === 'external_id') return `the external_id ${masked}`;
  if (claim.kind === 'address') return `the address ${masked}`;
  if (claim.kind !== 'name') return `the link ${masked}`;
  return masked.includes('@') ? `the address ${masked}` : `the identifier ${masked}`;
}

function inWords(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${last}` : last;
}
