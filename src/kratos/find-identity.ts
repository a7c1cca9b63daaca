import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import { normaliseIdentifier } from '../identifiers/normalise-identifier.ts';
import type { KratosAdmin } from './admin.ts';
import { addressesOf, traitTexts } from './identity-addresses.ts';
import { maskAddress } from './mask.ts';

/** Which identity is meant: exactly one of a canonical id and an address (any credential identifier). */
export type IdentitySelector = { readonly id: string } | { readonly address: string };

/**
 * The one identity that a selector means, with its credentials as GET by id lists them (no configuration).
 * An address is looked up among credential identifiers; with `scan`, also among all verifiable and recovery
 * addresses and traits. What Kratos lists is believed only where it really carries the address: a proxy or a
 * version that ignores the filter would list everybody. Fails with identity-not-found or ambiguous-identity.
 */
export async function findIdentity(
  admin: KratosAdmin,
  selector: IdentitySelector,
  options: { readonly scan: boolean },
): Promise<Identity> {
  if ('id' in selector) return admin.getIdentity(selector.id);
  const address = selector.address.trim();
  const listed = await admin.listByCredentialIdentifier(address);
  const carrying = listed.filter((identity) => carriesIdentifier(identity, address));
  const found = carrying.length > 0 || !options.scan ? carrying : await scan(admin, address);
  const [only, ...others] = distinct(found);
  if (only === undefined) throw notFound(address, options.scan);
  if (others.length > 0) throw ambiguous(address, [only, ...others]);
  return only.credentials === undefined ? admin.getIdentity(only.id) : only;
}

const maxCandidatesNamed = 10;

function carriesIdentifier(identity: Identity, address: string): boolean {
  const wanted = normaliseIdentifier(address);
  return Object.values(identity.credentials ?? {}).some((credential) =>
    (credential.identifiers ?? []).some((identifier) => normaliseIdentifier(identifier) === wanted),
  );
}

async function scan(admin: KratosAdmin, address: string): Promise<Identity[]> {
  const wanted = normaliseIdentifier(address);
  const hits: Identity[] = [];
  for await (const identity of admin.eachIdentity()) {
    const texts = [...addressesOf(identity), ...traitTexts(identity.traits)];
    if (texts.some((text) => normaliseIdentifier(text) === wanted)) hits.push(identity);
    if (hits.length > maxCandidatesNamed) break;
  }
  return hits;
}

function distinct(identities: readonly Identity[]): Identity[] {
  return [...new Map(identities.map((identity) => [identity.id, identity])).values()];
}

function notFound(address: string, scanned: boolean): IdpError {
  const masked = maskAddress(address);
  return scanned
    ? new IdpError(
        'identity-not-found',
        `No identity carries ${masked}: not as an identifier, address or trait.`,
      )
    : new IdpError('identity-not-found', `No identity has the credential identifier ${masked}.`, {
        hint: 'It may be an address that nobody logs in with: --scan searches addresses and traits of all identities.',
      });
}

function ambiguous(address: string, identities: readonly Identity[]): IdpError {
  const named = identities.slice(0, maxCandidatesNamed).map((identity) => ({
    'identity-id': identity.id,
    addresses: addressesOf(identity).map(maskAddress),
  }));
  const lines = named.map((one) => `${one['identity-id']} (${one.addresses.join(', ') || 'no address'})`);
  const more = identities.length > maxCandidatesNamed ? ' and more' : '';
  return new IdpError(
    'ambiguous-identity',
    `${identities.length > maxCandidatesNamed ? 'More than 10' : identities.length} identities carry ${maskAddress(address)}: ${lines.join('; ')}${more}.`,
    { details: { candidates: named } },
  );
}
