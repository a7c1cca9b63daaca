import type { Identity } from '@ory/client';
import { readFactors } from './factors.ts';
import { maskAddress } from './mask.ts';

/** One thing that is known: `raw` to compare by and shown to nobody, `shown` masked. */
export type Fact = { readonly raw: string; readonly shown: string | number | boolean | null };

/** By JSON pointer: `/state`, `/traits/email`, `/credentials/totp`. */
export type Facts = Map<string, Fact>;

export const absent: Fact = { raw: '', shown: null };

/** What an identity says of itself, its credentials left out. Personal values are masked. */
export function identityFacts(identity: Readonly<Record<string, unknown>>): Facts {
  const facts: Facts = new Map([['', present]]);
  for (const name of ['state', 'schema_id', 'organization_id'] as const) {
    facts.set(`/${name}`, factOf(identity[name], asItIs));
  }
  facts.set('/external_id', factOf(identity['external_id'], maskText));
  for (const name of ['traits', 'metadata_public', 'metadata_admin'] as const) {
    flatten(`/${name}`, identity[name], facts, 0);
  }
  for (const name of ['verifiable_addresses', 'recovery_addresses'] as const) {
    facts.set(`/${name}`, addressesFact(identity[name]));
  }
  return facts;
}

/**
 * What an identity says of its credentials: `set`, or how many codes, keys and links there are. Of what cannot be told
 * without a configuration that was not asked for, nothing.
 */
export function credentialFacts(credentials: Readonly<Record<string, unknown>>): Facts {
  const facts: Facts = new Map(kinds.map((kind) => [`/credentials/${kind}`, absent]));
  facts.set(passwordlessKeys, absent);
  for (const [kind, credential] of Object.entries(credentials)) {
    facts.delete(`/credentials/${kind}`);
    if (kind === 'webauthn') facts.delete(passwordlessKeys);
    for (const [pointer, fact] of factsOfCredential(kind, credential as Credential)) facts.set(pointer, fact);
  }
  return facts;
}

/** Keys that sign in on their own, which Kratos keeps in the same credential as those that are a second factor. */
export const passwordlessKeys = '/credentials/webauthn/passwordless';

const kinds = ['password', 'totp', 'lookup_secret', 'webauthn', 'passkey', 'oidc', 'saml', 'code'];

const present: Fact = { raw: 'present', shown: 'present' };

type Credential = NonNullable<Identity['credentials']>[string];

function factsOfCredential(kind: string, credential: Credential): [string, Fact][] {
  const pointer = `/credentials/${kind}`;
  const { config, identifiers } = credential;
  const factors = readFactors({ credentials: { [kind]: credential } } as unknown as Identity);
  const raw = config === undefined ? 'present' : JSON.stringify(config);
  const counted = (count: number): Fact => (count === 0 ? absent : { raw, shown: count });
  const set = (is: boolean): Fact => (is ? { raw, shown: 'set' } : absent);
  if (kind === 'oidc' || kind === 'saml') {
    const links = (identifiers ?? []).toSorted();
    return [[pointer, { ...counted(links.length), ...(links.length > 0 && { raw: JSON.stringify(links) }) }]];
  }
  if (kind === 'password')
    return config === undefined ? [] : [[pointer, set(factors.password !== undefined)]];
  if (kind === 'totp') return [[pointer, set(config === undefined || factors.totp)]];
  if (kind === 'lookup_secret') {
    if (config === undefined) return [[pointer, set(true)]];
    return [[pointer, factors.lookupSecrets === undefined ? absent : { raw, shown: factors.lookupSecrets }]];
  }
  if (kind === 'webauthn') {
    if (config === undefined) return [];
    return [
      [pointer, counted(factors.webauthn)],
      [passwordlessKeys, counted(factors.passwordless)],
    ];
  }
  if (kind === 'passkey') return config === undefined ? [] : [[pointer, counted(factors.passkeys)]];
  return [[pointer, set(true)]];
}

function flatten(pointer: string, value: unknown, facts: Facts, depth: number): void {
  if (value !== null && typeof value === 'object' && !Array.isArray(value) && depth < 6) {
    for (const [key, inner] of Object.entries(value)) {
      flatten(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, inner, facts, depth + 1);
    }
  } else if (value !== null && value !== undefined) {
    facts.set(pointer, factOf(value, maskText));
  }
}

function factOf(value: unknown, shown: (text: string) => string): Fact {
  if (value === null || value === undefined || value === '') return absent;
  const raw = JSON.stringify(value);
  if (typeof value === 'boolean') return { raw, shown: value };
  // A long number may be somebody's telephone.
  if (typeof value === 'number') return { raw, shown: Math.abs(value) < 10_000 ? value : '***' };
  if (typeof value === 'string') return { raw, shown: shown(value) };
  return { raw, shown: Array.isArray(value) ? `list of ${value.length}` : 'object' };
}

/** A word of Kratos's own; anything else that stands there is not trusted to be one. */
const asItIs = (text: string): string => (/^[\w.-]{1,64}$/.test(text) ? text : maskText(text));

/** As an address where it looks like one; else the first character, because a colon or digits may be part of a secret. */
export const maskText = (text: string): string =>
  /^[^\s@:]+@[^\s@:]+$/.test(text) || /^\+?[\d\s()/.-]{5,20}$/.test(text)
    ? maskAddress(text)
    : `${String.fromCodePoint(text.codePointAt(0) ?? 42)}***`;

function addressesFact(value: unknown): Fact {
  if (!Array.isArray(value) || value.length === 0) return absent;
  const list = value as { via?: unknown; value?: unknown; verified?: unknown }[];
  const raw = JSON.stringify(list.map((one) => [one.via, one.value, one.verified]));
  const verified = list.filter((one) => one.verified === true).length;
  return { raw, shown: verified === 0 ? list.length : `${list.length} (${verified} verified)` };
}
