import { IdpError } from '../../errors/idp-error.ts';
import { requireSecret } from './find-secret.ts';
import { replaced } from './revise-secret.ts';
import { latestOf } from './secret-facts.ts';
import type { StoreDocument, StoredSecret } from './store-document.ts';

export type Removed = { readonly document: StoreDocument; readonly secret: StoredSecret };

/** Takes a secret out with all its revisions. Fails with secret-not-found. */
export function removeSecret(document: StoreDocument, reference: string): Removed {
  const secret = requireSecret(document, reference);
  return { document: { secrets: document.secrets.filter(({ id }) => id !== secret.id) }, secret };
}

/**
 * Takes one revision out; of the latest one, what came before it is read from now on. The only one is not taken: a secret
 * without a revision could be neither read nor mended (juju#18789). Fails with secret-not-found or usage.
 */
export function removeRevision(document: StoreDocument, reference: string, revision: number): Removed {
  const before = requireSecret(document, reference);
  requireRevision(before, revision);
  if (before.revisions.length === 1) {
    throw new IdpError('usage', `Revision ${revision} is the only one of the secret ${before.name}.`, {
      hint: `Remove the secret as a whole, with idp secret remove ${before.name}, or update it first.`,
    });
  }
  const secret = { ...before, revisions: before.revisions.filter((one) => one.revision !== revision) };
  return { document: replaced(document, secret), secret };
}

/** The revision of that number. Fails with secret-not-found. */
export function requireRevision(secret: StoredSecret, revision: number): StoredSecret['revisions'][number] {
  const found = secret.revisions.find((one) => one.revision === revision);
  if (found !== undefined) return found;
  const there = secret.revisions.map((one) => one.revision).join(', ');
  throw new IdpError('secret-not-found', `The secret ${secret.name} has no revision ${revision}.`, {
    hint: `It has ${there}; the latest is ${latestOf(secret).revision}.`,
  });
}
