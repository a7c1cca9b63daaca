import { randomUUID } from 'node:crypto';
import { zeroTime } from '../clock.ts';
import {
  decode,
  type Decoder,
  list,
  map,
  namedText,
  nullText,
  nullUuid,
  optionalTime,
  raw,
  struct,
  text,
  uuid,
} from '../go-decode.ts';
import { integer } from '../go-number.ts';
import { nilUuid } from '../uuid.ts';
import {
  type AddressBody,
  type CreateBody,
  recoveryAddressBody,
  verifiableAddressBody,
} from './create-body.ts';
import type { Credential, CredentialType, Identity, IdentityState } from './identity.ts';
import { identityJson } from './identity-json.ts';

/** An identity as the JSON document that a JSON Patch is applied to. */
export function identityDocument(identity: Identity, schemaUrl: string): Record<string, unknown> {
  return identityJson(identity, { schemaUrl, credentials: 'raw' });
}

/**
 * The identity that a patched document describes, and the schema_url in it, which is nowhere stored and yet
 * answered as it was patched. Throws GoJsonError where a member has the wrong type.
 */
export function identityFromDocument(document: unknown): { identity: Identity; schemaUrl: string } {
  const body = decode(documentBody, document, { strict: false });
  return { identity: identityOf(body), schemaUrl: body.schema_url };
}

function identityOf(body: DocumentBody): Identity {
  return {
    id: body.id,
    externalId: body.external_id === '' ? null : body.external_id,
    schemaId: body.schema_id,
    // Not yet checked: whoever patches does.
    state: body.state as IdentityState,
    stateChangedAt: body.state_changed_at ?? zeroTime,
    traits: body.traits,
    metadataPublic: body.metadata_public,
    metadataAdmin: body.metadata_admin,
    organizationId: body.organization_id,
    credentials: new Map(
      [...body.credentials].map(([type, credential]) => [type as CredentialType, credentialOf(credential)]),
    ),
    verifiableAddresses: body.verifiable_addresses.map((address) => ({
      ...addressOf(address),
      verified: address.verified,
      verifiedAt: address.verified_at,
      status: address.status,
    })),
    recoveryAddresses: body.recovery_addresses.map(addressOf),
    createdAt: body.created_at ?? zeroTime,
    updatedAt: body.updated_at ?? zeroTime,
  };
}

interface CredentialBody {
  type: string;
  identifiers: string[];
  config: unknown;
  version: number;
  created_at: string | null;
  updated_at: string | null;
}

type DocumentBody = Omit<CreateBody, 'credentials'> & {
  id: string;
  schema_url: string;
  state_changed_at: string | null;
  credentials: Map<string, CredentialBody>;
  created_at: string | null;
  updated_at: string | null;
};

const documentBody: Decoder<DocumentBody> = struct('identity.WithCredentialsAndAdminMetadataInJSON', {
  id: uuid,
  external_id: nullText,
  credentials: map(
    struct<CredentialBody>('identity.Credentials', {
      type: text,
      identifiers: list('string', text),
      config: raw,
      version: integer('int'),
      created_at: optionalTime,
      updated_at: optionalTime,
    }),
  ),
  schema_id: text,
  schema_url: text,
  state: namedText('identity.State'),
  state_changed_at: optionalTime,
  traits: raw,
  verifiable_addresses: list('identity.VerifiableAddress', verifiableAddressBody),
  recovery_addresses: list('identity.RecoveryAddress', recoveryAddressBody),
  metadata_public: raw,
  metadata_admin: raw,
  created_at: optionalTime,
  updated_at: optionalTime,
  organization_id: nullUuid,
});

function credentialOf(body: CredentialBody): Credential {
  return {
    id: '',
    type: body.type as CredentialType,
    identifiers: body.identifiers,
    config: (body.config ?? {}) as Record<string, unknown>,
    version: body.version,
    createdAt: body.created_at ?? zeroTime,
    updatedAt: body.updated_at ?? zeroTime,
  };
}

function addressOf(address: Pick<AddressBody, 'id' | 'value' | 'via' | 'created_at' | 'updated_at'>) {
  return {
    id: address.id === nilUuid ? randomUUID() : address.id,
    value: address.value,
    via: address.via,
    createdAt: address.created_at ?? zeroTime,
    updatedAt: address.updated_at ?? zeroTime,
  };
}
