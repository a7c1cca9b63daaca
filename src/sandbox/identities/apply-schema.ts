import { randomUUID } from 'node:crypto';
import { zeroTime } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import { goLowerCase, goTrim } from '../go-text.ts';
import { badRequest } from '../kratos-error.ts';
import { codeChannel, type TraitRole } from '../schemas/kratos-extension.ts';
import {
  type Credential,
  type CredentialType,
  type Identity,
  noConfig,
  type RecoveryAddress,
  type VerifiableAddress,
} from './identity.ts';
import { normalizeAddress } from './normalize-identifier.ts';
import { refuseUnreadableConfigs } from './readable-configs.ts';

/**
 * Checks the traits against the identity's schema and lets identifiers and addresses follow them.
 * Throws the 400 with which Kratos refuses unknown schemas and invalid traits.
 * A credential whose traits are gone keeps its identifiers (measured), an address does not stay.
 */
export function applySchema(context: SandboxContext, identity: Identity): void {
  const schema = context.schemas.get(identity.schemaId);
  if (identity.traits === undefined) identity.traits = {};
  const { problem, roles } = schema.check({ traits: identity.traits });
  if (problem !== undefined) throw badRequest(problem);
  setIdentifiers(identity, 'password', roles);
  setIdentifiers(identity, 'webauthn', roles);
  setCodeAddresses(identity, roles);
  setVerifiableAddresses(identity, roles);
  setRecoveryAddresses(identity, roles);
  refuseUnreadableConfigs(identity);
}

// Lower-cased only: the blanks around a username are cut off on the way into the database, and the
// answer to a POST still shows them.
function setIdentifiers(
  identity: Identity,
  type: 'password' | 'webauthn',
  roles: readonly TraitRole[],
): void {
  const identifiers = roles
    .filter(({ extension }) => extension.credentials?.[type]?.identifier === true)
    .map(({ value }) => goLowerCase(value));
  if (identifiers.length > 0) credentialOf(identity, type, 0).identifiers = [...new Set(identifiers)];
}

function setCodeAddresses(identity: Identity, roles: readonly TraitRole[]): void {
  const addresses = new Map<string, { address: string; channel: string }>();
  for (const { extension, value } of roles) {
    const { code } = extension.credentials ?? {};
    if (code?.identifier !== true) continue;
    const channel = codeChannel(code.via);
    const address = channel === 'email' ? normalizeAddress(value) : value.replaceAll(/[^\d+]/g, '');
    addresses.set(`${address} ${channel}`, { address, channel });
  }
  if (addresses.size === 0) return;
  const credential = credentialOf(identity, 'code', 1);
  const sorted = [...addresses.keys()].toSorted().map((key) => addresses.get(key));
  credential.config = { addresses: sorted };
  credential.identifiers = [...new Set(sorted.map((entry) => entry?.address ?? ''))];
}

function credentialOf(identity: Identity, type: CredentialType, version: number): Credential {
  let credential = identity.credentials.get(type);
  if (credential === undefined) {
    credential = newCredential(type, noConfig, version);
    identity.credentials.set(type, credential);
  }
  // A JSON Patch may have made it another type than the one it stands under.
  credential.type = type;
  return credential;
}

export function newCredential(
  type: CredentialType,
  config: Record<string, unknown>,
  version = 0,
): Credential {
  return { id: '', type, identifiers: [], config, version, createdAt: zeroTime, updatedAt: zeroTime };
}

function setVerifiableAddresses(identity: Identity, roles: readonly TraitRole[]): void {
  const addresses: VerifiableAddress[] = [];
  for (const { extension, value, format } of roles) {
    const via = extension.verification?.via;
    if (via === undefined || via === '') continue;
    const isEmail = format === 'email' || (format === '' && via === 'email');
    const wanted = isEmail ? normalizeAddress(value) : goTrim(value);
    if (find(addresses, wanted, via) !== undefined) continue;
    addresses.push(
      find(identity.verifiableAddresses, wanted, via) ?? {
        id: randomUUID(),
        value: wanted,
        via,
        verified: false,
        verifiedAt: null,
        status: 'pending',
        createdAt: zeroTime,
        updatedAt: zeroTime,
      },
    );
  }
  identity.verifiableAddresses = addresses;
}

function setRecoveryAddresses(identity: Identity, roles: readonly TraitRole[]): void {
  const addresses: RecoveryAddress[] = [];
  for (const { extension, value } of roles) {
    const via = extension.recovery?.via;
    if (via === undefined || via === '') continue;
    const wanted = via === 'email' ? normalizeAddress(value) : goTrim(value);
    if (find(addresses, wanted, via) !== undefined) continue;
    addresses.push(
      find(identity.recoveryAddresses, wanted, via) ?? {
        id: randomUUID(),
        value: wanted,
        via,
        createdAt: zeroTime,
        updatedAt: zeroTime,
      },
    );
  }
  identity.recoveryAddresses = addresses;
}

function find<T extends { value: string; via: string }>(
  addresses: readonly T[],
  value: string,
  via: string,
): T | undefined {
  return addresses.find((address) => address.value === value && address.via === via);
}
