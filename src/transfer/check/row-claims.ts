import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import type { RowProblem } from '../import/import-row.ts';
import { claimKinds } from './claim-kinds.ts';
import { maskedValue } from './masked-value.ts';
import type { PlayedRole } from './schema/compile-schema.ts';
import type { RoleClaim } from './schema/trait-role.ts';

/** What a row would have for itself alone in Kratos's database. */
export interface RowClaims {
  /** As in ReadyRow. */
  readonly identifiers: readonly string[];
  readonly addresses: readonly string[];
  /** For the index of what is unique, by their texts. */
  readonly keys: ReadonlyMap<string, ClaimedKey>;
  readonly problems: readonly RowProblem[];
}

export interface ClaimedKey {
  readonly text: string;
  /** Of claimKinds. */
  kinds: number;
  readonly pointer: string;
  /** The trait by which the row has it, for each kind that is one of traits. */
  readonly takers: Taker[];
}

export interface Taker {
  readonly claim: RoleClaim;
  readonly text: string;
}

/** Gathers it from traits, links and external_id. What two traits of one row would both take is a problem of that row. */
export function rowClaims(
  roles: readonly PlayedRole[],
  links: { readonly oidc: readonly string[]; readonly saml: readonly string[] },
  externalId: string,
): RowClaims {
  const problems: RowProblem[] = [];
  const keys = new Map<string, ClaimedKey>();
  const identifiers = new Set<string>();
  const addresses = new Set<string>();
  for (const { role, text, pointer } of roles) {
    const normal = normaliseIdentifier(text);
    for (const claim of role.claims) {
      const kept = claim.kept(text, normal);
      if (claim.as === 'identifier') identifiers.add(kept);
      else addresses.add(`${claim.via}:${kept}`);
      const key = addKey(keys, kept, claim.kind, pointer);
      const before = key.takers.find((taker) => taker.claim.kind === claim.kind);
      if (before === undefined) key.takers.push({ claim, text });
      const fault = faultOf(claim, kept) ?? clash(claim, before, text);
      if (fault !== undefined) problems.push({ pointer, value: maskedValue(text), rejects: true, ...fault });
    }
  }
  for (const protocol of ['oidc', 'saml'] as const) {
    for (const [index, link] of links[protocol].entries()) {
      addKey(keys, link, claimKinds[protocol], `/credentials/${protocol}/config/providers/${index}`);
      identifiers.add(link);
    }
  }
  if (externalId !== '') addKey(keys, externalId, claimKinds.externalId, '/external_id');
  return { identifiers: [...identifiers], addresses: [...addresses], keys, problems };
}

function addKey(keys: Map<string, ClaimedKey>, text: string, kind: number, pointer: string): ClaimedKey {
  const known = keys.get(text);
  if (known !== undefined) {
    known.kinds |= kind;
    return known;
  }
  const key: ClaimedKey = { text, kinds: kind, pointer, takers: [] };
  keys.set(text, key);
  return key;
}

type Fault = Pick<RowProblem, 'code' | 'message' | 'rule'>;

function faultOf({ as }: RoleClaim, kept: string): Fault | undefined {
  if (as === 'identifier' && kept === '') {
    return {
      code: 'identifier',
      message:
        'it is what one logs in with, and is empty, for which Kratos would refuse a whole batch; leave it out of the traits',
      rule: 'minLength: 1',
    };
  }
  const limit = as === 'identifier' ? 255 : 400;
  if (kept.length <= limit || Array.from(kept).length <= limit) return undefined;
  return {
    code: 'too-long',
    message: `it is above the ${limit} characters that Kratos keeps of ${as === 'identifier' ? 'what one logs in with' : 'an address'}, for which it would refuse a whole batch; shorten it`,
    rule: `maxLength: ${limit}`,
  };
}

/** Kratos knows that two traits are the same only if they are before it makes small letters of them and cuts off blanks. */
function clash(claim: RoleClaim, other: Taker | undefined, text: string): Fault | undefined {
  if (other === undefined || other.claim.before(other.text) === claim.before(text)) return undefined;
  return {
    code: 'duplicate',
    message:
      'another trait of the row is the same but for blanks or upper case, which Kratos refuses as a conflict; write both alike',
    rule: 'unique',
  };
}
