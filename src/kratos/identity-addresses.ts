import type { Identity } from '@ory/client';

/** Every address and identifier that an identity is known by, each once; OIDC subjects are left out. */
export function addressesOf(identity: Identity): string[] {
  const addresses = [
    ...(identity.verifiable_addresses ?? []).map((address) => address.value),
    ...(identity.recovery_addresses ?? []).map((address) => address.value),
    ...(identity.credentials?.['password']?.identifiers ?? []),
  ];
  return [...new Set(addresses)];
}

/** Every credential identifier that it is listed with, OIDC subjects too. */
export function identifiersOf(identity: Identity): string[] {
  return Object.values(identity.credentials ?? {}).flatMap((credential) => credential.identifiers ?? []);
}

/** Every text anywhere in the traits. */
export function traitTexts(traits: unknown): string[] {
  if (typeof traits === 'string') return [traits];
  if (traits === null || typeof traits !== 'object') return [];
  return Object.values(traits).flatMap(traitTexts);
}
