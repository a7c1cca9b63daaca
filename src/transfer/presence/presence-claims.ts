import type { Identity } from '@ory/client';
import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { traitTexts } from '../../kratos/identity-addresses.ts';
import type { ReadyRow } from '../import/import-row.ts';

/**
 * Something that no two identities have: a name to log in with, a link, an address to verify or recover with, an external
 * id. Names and links never clash with each other, though both are credential identifiers: a user name `google:123` stands
 * beside the link google:123 (measured).
 */
export interface Claim {
  readonly kind: 'name' | 'oidc' | 'saml' | 'address' | 'external_id';
  /** As Kratos keeps it; of an address `via:value`. */
  readonly value: string;
}

/** What a row would have for itself. */
export function claimsOfRow({ create, identifiers, addresses }: ReadyRow): Claim[] {
  const oidc = linksOf(create.credentials?.oidc);
  const saml = linksOf(create.credentials?.saml);
  const names = identifiers.filter(
    (one) => !(oidc.includes(one) || saml.includes(one)) || isTrait(create.traits, one),
  );
  return [
    ...claims('name', names),
    ...claims('oidc', oidc),
    ...claims('saml', saml),
    ...claims('address', addresses),
    ...claims('external_id', [create.external_id ?? '']),
  ];
}

/** What an identity, read with its credentials, has for itself. */
export function claimsOfIdentity(identity: Identity): Claim[] {
  const found: Claim[] = [];
  const add = (kind: Claim['kind'], value: string): void => {
    if (value === '' || found.some((one) => one.value === value && one.kind === kind)) return;
    found.push({ kind, value });
  };
  for (const [type, kind] of claimingCredentials) {
    for (const identifier of identity.credentials?.[type]?.identifiers ?? []) add(kind, identifier);
  }
  for (const { via, value } of identity.verifiable_addresses ?? []) add('address', `${via}:${value}`);
  for (const { via, value } of identity.recovery_addresses ?? []) add('address', `${via}:${value}`);
  add('external_id', identity.external_id ?? '');
  return found;
}

/** Two claims are the same where their keys are: names and addresses in any case, links and external ids as they are. */
export const claimKey = ({ kind, value }: Claim): string =>
  `${kind}:${kind === 'name' || kind === 'address' ? normaliseIdentifier(value) : value}`;

export function holds(identity: Identity, claim: Claim): boolean {
  const key = claimKey(claim);
  return claimsOfIdentity(identity).some((one) => claimKey(one) === key);
}

/** Those of which Kratos looks identifiers up. The first three take theirs from traits. */
const claimingCredentials = [
  ['password', 'name'],
  ['webauthn', 'name'],
  ['code', 'name'],
  ['oidc', 'oidc'],
  ['saml', 'saml'],
] as const satisfies readonly (readonly [string, Claim['kind']])[];

type Links = { readonly config: { readonly providers: readonly { provider: string; subject: string }[] } };

const linksOf = (links: Links | undefined): string[] =>
  (links?.config.providers ?? []).map(({ provider, subject }) => `${provider}:${subject}`);

const isTrait = (traits: unknown, identifier: string): boolean =>
  traitTexts(traits).some((text) => normaliseIdentifier(text) === identifier);

const claims = (kind: Claim['kind'], values: readonly string[]): Claim[] =>
  [...new Set(values)].filter((value) => value !== '').map((value) => ({ kind, value }));
