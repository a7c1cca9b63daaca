import type { SandboxContext } from '../context.ts';
import { decode, optional, uuid } from '../go-decode.ts';
import { GoJsonError } from '../go-json.ts';
import { createBody } from '../identities/create-body.ts';
import { draftIdentity } from '../identities/create-identity.ts';
import { identityFromDocument } from '../identities/identity-document.ts';
import type { Identity } from '../identities/identity.ts';

/**
 * The identity that a row describes: the body of POST /admin/identities, or what GET answers. Of the latter id and
 * credentials are kept, stored ones (they have a `type`) as they are; times are not.
 * Throws as POST refuses the same body: a member that neither knows is an error.
 */
export async function draftOfRow(context: SandboxContext, row: unknown): Promise<Identity> {
  if (!isObject(row)) throw new GoJsonError('an identity is expected, as in {"traits": {…}}');
  const { id, ...body } = Object.fromEntries(Object.entries(row).filter(([name]) => !answered.has(name)));
  const credentials = Object.entries(isObject(row['credentials']) ? row['credentials'] : {});
  const stored = Object.fromEntries(credentials.filter(([, credential]) => isStored(credential)));
  const imported = Object.fromEntries(credentials.filter(([, credential]) => !isStored(credential)));
  if (credentials.length > 0) body['credentials'] = imported;
  const draft = await draftIdentity(context, decode(createBody, body, { strict: true }));
  draft.id = decode(optional(uuid), id, { strict: true }) ?? draft.id;
  for (const [type, credential] of identityFromDocument({ credentials: stored }).identity.credentials) {
    draft.credentials.set(type, credential);
  }
  return draft;
}

/** What only an answer has, and what the sandbox sets itself. */
const answered: ReadonlySet<string> = new Set(['schema_url', 'state_changed_at', 'created_at', 'updated_at']);

function isStored(credential: unknown): boolean {
  return isObject(credential) && 'type' in credential;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
