import { IdpError } from '../../errors/idp-error.ts';
import type { SecretContent } from '../secret-store.ts';
import { newSecretId } from './secret-id.ts';
import type { StoreDocument, StoredSecret } from './store-document.ts';

export type NewSecret = {
  readonly name: string;
  readonly content: SecretContent;
  readonly info: string | null;
  readonly grants: readonly string[];
};

/** A document with one secret more, at its first revision. Fails with secret-exists. */
export function addSecret(
  document: StoreDocument,
  { name, content, info, grants }: NewSecret,
  now: string,
): { readonly document: StoreDocument; readonly secret: StoredSecret } {
  refuseTaken(document, name);
  const secret: StoredSecret = {
    id: newSecretId(),
    name,
    info,
    created: now,
    updated: now,
    lastRevision: 1,
    grants: [...grants],
    revisions: [{ revision: 1, created: now, content }],
  };
  return { document: { secrets: [...document.secrets, secret] }, secret };
}

/** Names are unique. Fails with secret-exists. */
export function refuseTaken({ secrets }: StoreDocument, name: string): void {
  const holder = secrets.find((secret) => secret.name === name);
  if (holder === undefined) return;
  throw new IdpError('secret-exists', `There is a secret ${name} already (secret:${holder.id}).`, {
    hint: `Give it a new revision with idp secret update ${name} KEY, or take another name.`,
  });
}
