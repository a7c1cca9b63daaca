import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import type { RowProblem } from '../import/import-row.ts';
import type { AddressMembers, BodyMembers } from './body-members.ts';
import { maskedValue } from './masked-value.ts';
import type { RowClaims, Taker } from './row-claims.ts';

export interface CheckedAddresses {
  /** Those that Kratos would not drop. */
  readonly verifiable: readonly AddressMembers[];
  readonly recovery: readonly AddressMembers[];
  readonly problems: readonly RowProblem[];
}

/**
 * Whether the addresses of a row are addresses of its traits: others are dropped by Kratos without a word, and with them that they
 * were verified (measured). Without `keys`, where the schema is not known, nothing is said.
 */
export function checkAddresses(
  { verifiable_addresses: verifiable = [], recovery_addresses: recovery = [] }: BodyMembers,
  keys: RowClaims['keys'] | undefined,
): CheckedAddresses {
  const problems = statusProblems(verifiable);
  if (keys === undefined) return { verifiable, recovery, problems };
  return {
    verifiable: matching(verifiable, 'verifiable', keys, problems),
    recovery: matching(recovery, 'recovery', keys, problems),
    problems,
  };
}

/** Kratos keeps 16 characters of it, and fails at more with all of a batch. */
function statusProblems(addresses: readonly AddressMembers[]): RowProblem[] {
  return addresses.flatMap(({ status = '' }, index) => {
    if (status.length <= 16 || Array.from(status).length <= 16) return [];
    const message = 'a status is pending, sent or completed; mend it, or leave it out';
    const pointer = `/verifiable_addresses/${index}/status`;
    return [{ code: 'address', pointer, message, rule: 'maxLength: 16', rejects: true }];
  });
}

function matching(
  addresses: readonly AddressMembers[],
  kind: AddressKind,
  keys: RowClaims['keys'],
  problems: RowProblem[],
): readonly AddressMembers[] {
  if (addresses.length === 0) return addresses;
  const met = new Map<Taker, AddressMembers>();
  for (const [index, address] of addresses.entries()) {
    const taker = takerOf(address, kind, keys);
    const problem = taker === undefined ? dropped(address, kind) : repeated(met.get(taker), address);
    if (problem !== undefined) problems.push({ pointer: `/${kind}_addresses/${index}`, ...problem });
    else if (taker !== undefined) met.set(taker, address);
  }
  return [...met.values()];
}

/** The trait that an address is of. Kratos makes small letters of what it is given, and cuts off no blanks. */
function takerOf(
  { via, value = '' }: AddressMembers,
  kind: AddressKind,
  keys: RowClaims['keys'],
): Taker | undefined {
  if (value.trim() !== value) return undefined;
  const small = normaliseIdentifier(value);
  return keys
    .get(small)
    ?.takers.find(
      ({ claim, text }) => claim.as === kind && claim.via === via && claim.before(text) === small,
    );
}

type AddressKind = 'verifiable' | 'recovery';
type Unplaced = Omit<RowProblem, 'pointer'>;

function dropped({ via = '', value = '', verified = false }: AddressMembers, kind: AddressKind): Unplaced {
  const reason =
    via === 'email' || via === 'sms'
      ? `none of the traits that the schema calls a ${kind} address is this one`
      : 'it has no via, which is email or sms';
  const loss = verified ? 'Kratos would drop it, and with it that it was verified' : 'Kratos drops it';
  return {
    code: 'address',
    message: `${reason}, so that ${loss}; write it as in the traits, or leave it out`,
    value: maskedValue(value),
    rule: 'one of the traits',
    rejects: verified,
  };
}

function repeated(
  first: AddressMembers | undefined,
  { value, verified = false }: AddressMembers,
): Unplaced | undefined {
  if (first === undefined) return undefined;
  const isLost = verified && first.verified !== true;
  return {
    code: 'address',
    message: `the address stands here twice, and Kratos takes the first${isLost ? ', which is not verified' : ''}; leave one of them out`,
    value: maskedValue(value),
    rule: 'unique',
    rejects: isLost,
  };
}
