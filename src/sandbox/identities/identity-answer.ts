import type { SandboxContext } from '../context.ts';
import { schemaUrl } from '../schemas/catalog.ts';
import type { Identity } from './identity.ts';
import { identityJson, type IdentityJsonOptions } from './identity-json.ts';

/** An identity as the admin port answers with it. */
export function answerIdentity(
  context: SandboxContext,
  identity: Identity,
  credentials: NonNullable<IdentityJsonOptions['credentials']>,
): Record<string, unknown> {
  return identityJson(identity, {
    schemaUrl: schemaUrl(context, identity.schemaId),
    credentials,
  });
}

/** The same after POST: a credential that nothing identifies has `null` there, and `[]` ever after. */
export function answerCreatedIdentity(context: SandboxContext, identity: Identity): Record<string, unknown> {
  const answer = answerIdentity(context, identity, []);
  const credentials = Object.values(answer['credentials'] ?? {}) as { identifiers: string[] | null }[];
  for (const credential of credentials) {
    if (credential.identifiers?.length === 0) credential.identifiers = null;
  }
  return answer;
}
