import type { ReadyRow } from '../import/import-row.ts';
import type { AddressMembers, BodyMembers } from './body-members.ts';
import type { CheckedPassword } from './check-password.ts';

/** What is sent of a checked row: members as they stood there, without those that mean nothing to Kratos. */
export function createBody(
  {
    schema_id: schemaId = '',
    state,
    external_id: externalId = '',
    credentials = {},
    ...members
  }: BodyMembers,
  traits: unknown,
  password: CheckedPassword['config'],
  addresses: { readonly verifiable: readonly AddressMembers[]; readonly recovery: readonly AddressMembers[] },
): ReadyRow['create'] {
  const create: Record<string, unknown> = { schema_id: schemaId, traits };
  // A row that does not say it makes nobody active again who was locked since.
  if (state === 'active' || state === 'inactive') create['state'] = state;
  if (externalId !== '') create['external_id'] = externalId;
  const { oidc, saml } = credentials;
  const sent: Record<string, unknown> = {};
  if (password !== undefined) sent['password'] = { config: password };
  if ((oidc?.config?.providers ?? []).length > 0) sent['oidc'] = oidc;
  if ((saml?.config?.providers ?? []).length > 0) sent['saml'] = saml;
  if (Object.keys(sent).length > 0) create['credentials'] = sent;
  if (addresses.verifiable.length > 0) create['verifiable_addresses'] = addresses.verifiable;
  if (addresses.recovery.length > 0) create['recovery_addresses'] = addresses.recovery;
  for (const name of ['metadata_public', 'metadata_admin', 'organization_id'] as const) {
    if (members[name] !== undefined) create[name] = members[name];
  }
  // Kratos takes what its schema does, which may leave open what traits and metadata are.
  return create as unknown as ReadyRow['create'];
}
