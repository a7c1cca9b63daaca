import { requireSecret } from './find-secret.ts';
import { replaced, type Revised } from './revise-secret.ts';
import type { StoreDocument } from './store-document.ts';

/** Lets actions read a secret. Fails with secret-not-found. */
export function grantSecret(document: StoreDocument, reference: string, actions: readonly string[]): Revised {
  const { grants } = requireSecret(document, reference);
  return withGrants(document, reference, [...new Set([...grants, ...actions])]);
}

/** Lets them no longer. Fails with secret-not-found. */
export function revokeSecret(
  document: StoreDocument,
  reference: string,
  actions: readonly string[],
): Revised {
  const { grants } = requireSecret(document, reference);
  return withGrants(
    document,
    reference,
    grants.filter((grant) => !actions.includes(grant)),
  );
}

function withGrants(document: StoreDocument, reference: string, grants: readonly string[]): Revised {
  const before = requireSecret(document, reference);
  if (grants.length === before.grants.length) return { document, secret: before, changed: false };
  const secret = { ...before, grants: [...grants] };
  return { document: replaced(document, secret), secret, changed: true };
}
