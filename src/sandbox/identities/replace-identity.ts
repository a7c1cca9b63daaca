import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { notFound } from '../kratos-error.ts';
import { schemaUrl } from '../schemas/catalog.ts';
import { applySchema } from './apply-schema.ts';
import { parseState } from './create-identity.ts';

import { importCredentials, prepareCredentials } from './import-credentials.ts';
import type { ChangedIdentity } from './patch-identity.ts';
import { updateIdentity } from './save-identity.ts';
import { findIdentity } from './store.ts';
import type { UpdateBody } from './update-body.ts';

/**
 * PUT: what the body does not say of traits, metadata and external_id is cleared, of schema, state and
 * credentials kept. Throws 404, then the 400 of a bad state or hash, then the 400 of the schema, then
 * the database's uniqueness error.
 */
export async function replaceIdentity(
  context: SandboxContext,
  id: string,
  body: UpdateBody,
): Promise<ChangedIdentity> {
  const before = findIdentity(context.db, id);
  if (before === undefined) throw notFound();
  if (body.state !== '') parseState(body.state);
  const credentials = await prepareCredentials(body.credentials, context.bcryptCost);
  return write(context.db, () => {
    // Hashing took time: the identity may have changed since, or gone.
    const identity = findIdentity(context.db, id);
    if (identity === undefined) throw notFound();
    const url = schemaUrl(context, identity.schemaId);
    if (body.schema_id !== '') identity.schemaId = body.schema_id;
    if (body.state !== '' && body.state !== identity.state) {
      identity.state = parseState(body.state);
      identity.stateChangedAt = context.clock.preciseTimestamp();
    }
    identity.traits = body.traits;
    identity.metadataPublic = body.metadata_public;
    identity.metadataAdmin = body.metadata_admin;
    identity.externalId = body.external_id === '' ? null : body.external_id;
    importCredentials(identity, credentials);
    applySchema(context, identity);
    updateIdentity(context, identity);
    return { identity, schemaUrl: url };
  });
}
