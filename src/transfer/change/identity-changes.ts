import type { Identity, JsonPatch } from '@ory/client';
import type { ReadyRow } from '../import/import-row.ts';
import { jsonChanges } from './json-changes.ts';

/**
 * The JSON Patch that makes of an identity what a row says; empty where it is that already. Traits and metadata become those
 * of the row: what it does not have in them goes. Of the rest, and of metadata, what the row does not have at all stays as
 * it is. Addresses keep whether they are verified: whoever registered one may be somebody else than the row tells of.
 *
 * A PUT would clear what is not in it (measured). Credentials: credential-changes.ts.
 */
export function identityChanges(identity: Identity, { create }: ReadyRow): JsonPatch[] {
  // What a row leaves out it does not say.
  const said: Partial<ReadyRow['create']> = create;
  const { schema_id, state, external_id, traits, metadata_public, metadata_admin } = said;
  return [
    // In one patch with the traits, which are checked against the new one.
    ...changeOf('schema_id', identity.schema_id, schema_id === '' ? undefined : schema_id),
    ...(traits === undefined ? [] : jsonChanges('/traits', identity.traits ?? {}, traits)),
    ...changeOf('state', identity.state, state),
    ...changeOf('external_id', identity.external_id ?? '', external_id),
    ...(metadata_public === undefined
      ? []
      : jsonChanges('/metadata_public', identity.metadata_public ?? null, metadata_public)),
    ...(metadata_admin === undefined
      ? []
      : jsonChanges('/metadata_admin', identity.metadata_admin ?? null, metadata_admin)),
  ];
}

const changeOf = (name: string, before: string | undefined, after: string | undefined): JsonPatch[] =>
  after === undefined || after === before ? [] : [{ op: 'replace', path: `/${name}`, value: after }];
