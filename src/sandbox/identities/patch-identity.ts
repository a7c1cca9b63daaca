import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { GoJsonError } from '../go-json.ts';
import { applyJsonPatch } from '../apply-json-patch.ts';
import { KratosError, notFound } from '../kratos-error.ts';
import { JsonPatchError, readJsonPatch } from '../read-json-patch.ts';
import { schemaUrl } from '../schemas/catalog.ts';
import { applySchema } from './apply-schema.ts';
import { type Identity, isIdentityState } from './identity.ts';
import { identityDocument, identityFromDocument } from './identity-document.ts';
import { updateIdentity } from './save-identity.ts';
import { findIdentity } from './store.ts';

/**
 * PATCH of one identity: the patch is applied to the whole identity as JSON, credentials with their
 * configuration included, and what comes out is validated and stored. Hashes are not looked at.
 * Throws 404 before anything about the body, then the 400 of the patch, then the 400 of the schema,
 * then the database's uniqueness error.
 */
export function patchIdentity(context: SandboxContext, id: string, body: string): ChangedIdentity {
  return write(context.db, () => {
    const before = findIdentity(context.db, id);
    if (before === undefined) throw notFound();
    const url = schemaUrl(context, before.schemaId);
    const { identity, schemaUrl: patchedUrl } = patched(before, url, body);
    if (identity.state !== before.state) {
      refuseUnknownState(identity.state);
      identity.stateChangedAt = context.clock.preciseTimestamp();
    }
    applySchema(context, identity);
    // The id itself cannot be patched, but a patch of the whole document can change it.
    if (identity.id !== before.id) throw notFound();
    updateIdentity(context, identity);
    return { identity, schemaUrl: patchedUrl };
  });
}

export interface ChangedIdentity {
  identity: Identity;
  /** The old one after a change of the schema, or whatever a patch made of it. */
  schemaUrl: string;
}

function refuseUnknownState(state: string): void {
  if (isIdentityState(state)) return;
  throw new KratosError(400, 'identity state is not valid', {
    reason: `The supplied state ('${state}') was not valid. Valid states are ('active', 'inactive').`,
  });
}

function patched(before: Identity, url: string, body: string): ChangedIdentity {
  try {
    const operations = readJsonPatch(body, isDenied);
    return identityFromDocument(applyJsonPatch(identityDocument(before, url), operations));
  } catch (error) {
    if (error instanceof JsonPatchError || error instanceof GoJsonError) {
      throw new KratosError(400, error.message, { reason: 'An error occured when applying the JSON patch' });
    }
    throw error;
  }
}

function isDenied(path: string): boolean {
  return denied.has(path) || path.startsWith('/credentials/oidc/');
}

const denied: ReadonlySet<string> = new Set(['/id', '/statechangedat', '/credentials']);
