import { randomUUID } from 'node:crypto';
import { zeroTime } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import { goLowerCase } from '../go-text.ts';
import { badRequest } from '../kratos-error.ts';
import { nilUuid } from '../uuid.ts';
import { applySchema } from './apply-schema.ts';
import type { AddressBody, CreateBody } from './create-body.ts';
import { type Identity, type IdentityState, isIdentityState } from './identity.ts';
import { importCredentials, prepareCredentials } from './import-credentials.ts';
import { insertIdentity } from './save-identity.ts';

/**
 * The identity that a body describes, before its schema has looked at it.
 * Throws the answers that refuse a whole batch: an unknown state or hash, a password that is too long.
 */
export async function draftIdentity(context: SandboxContext, body: CreateBody): Promise<Identity> {
  const identity: Identity = {
    id: randomUUID(),
    externalId: body.external_id === '' ? null : body.external_id,
    schemaId: body.schema_id === '' ? context.schemas.default.id : body.schema_id,
    state: parseState(body.state === '' ? 'active' : body.state),
    stateChangedAt: context.clock.preciseTimestamp(),
    traits: body.traits,
    metadataPublic: body.metadata_public,
    metadataAdmin: body.metadata_admin,
    organizationId: body.organization_id,
    credentials: new Map(),
    verifiableAddresses: body.verifiable_addresses.map((address) => ({
      ...suppliedAddress(address),
      verified: address.verified,
      verifiedAt: address.verified_at,
      status: address.status,
    })),
    recoveryAddresses: body.recovery_addresses.map(suppliedAddress),
    createdAt: zeroTime,
    updatedAt: zeroTime,
  };
  importCredentials(identity, await prepareCredentials(body.credentials, context.bcryptCost));
  return identity;
}

/**
 * Creates one drafted identity inside the caller's transaction and completes the draft with what was
 * stored. Throws the 400 of its schema, or the database's uniqueness error.
 */
export function createIdentity(context: SandboxContext, draft: Identity): void {
  applySchema(context, draft);
  insertIdentity(context, draft);
}

/** Throws the 400 with which POST and PUT refuse any other state. */
export function parseState(state: string): IdentityState {
  if (isIdentityState(state)) return state;
  throw badRequest('identity state is not valid');
}

// Lower-cased, because the address is then compared with the one that the traits give.
function suppliedAddress(address: Omit<AddressBody, 'verified' | 'verified_at' | 'status'>) {
  return {
    id: address.id === nilUuid ? randomUUID() : address.id,
    value: goLowerCase(address.value),
    via: address.via,
    createdAt: address.created_at ?? zeroTime,
    updatedAt: address.updated_at ?? zeroTime,
  };
}
