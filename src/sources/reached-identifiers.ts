import { normaliseIdentifier } from '../identifiers/normalise-identifier.ts';
import type { Account, Address } from './account.ts';
import type { IdentityBody } from './converted-identity.ts';

export interface ReachedIdentifiers {
  /** Kratos drops a verified flag of an address that no trait has, without a word (measured); so no other is sent. */
  readonly verifiable: NonNullable<IdentityBody['verifiable_addresses']>;
  /** What a person may type at login, as Kratos compares it. */
  readonly typed: readonly string[];
  /** The same, with what kind it is. Telephones are not among them: families share one. */
  readonly unique: readonly string[];
}

/** The addresses and user names of an account that have reached the traits. */
export function reachedIdentifiers(
  account: Account,
  traits: Readonly<Record<string, unknown>>,
): ReachedIdentifiers {
  const reached = new Set<string>();
  collectTexts(traits, reached);
  const addresses = new Map<string, Address>();
  for (const address of account.addresses) {
    const key = normaliseIdentifier(address.value);
    if (!reached.has(key)) continue;
    const known = addresses.get(key);
    // Listed twice it is verified if it was once, and best with the time.
    const isBetter = address.verified && known?.verifiedAt === undefined;
    if (known?.verified !== true || isBetter) addresses.set(key, address);
  }
  const names = new Set(account.usernames.map(normaliseIdentifier).filter((name) => reached.has(name)));
  return {
    verifiable: [...addresses].flatMap(([value, { via, verified, verifiedAt }]) => {
      const at = verifiedAt === undefined ? {} : { verified_at: verifiedAt };
      return verified ? [{ value, via, verified, status: 'completed', ...at }] : [];
    }),
    typed: [...new Set([...addresses.keys(), ...names])],
    unique: [
      ...[...addresses].flatMap(([value, { via }]) => (via === 'email' ? [`name:${value}`] : [])),
      ...[...names].filter((name) => !addresses.has(name)).map((name) => `name:${name}`),
    ],
  };
}

/** Every text in a value, as Kratos compares it. */
export function collectTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(normaliseIdentifier(value));
  else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) collectTexts(member, texts);
  }
}
