import type { SecretContent } from '../secret-store.ts';
import { refuseTaken } from './add-secret.ts';
import { requireSecret } from './find-secret.ts';
import { isSameContent, latestOf } from './secret-facts.ts';
import type { StoreDocument, StoredSecret } from './store-document.ts';

/** What an update changes; the rest stays. */
export type Revising = {
  readonly content: SecretContent | undefined;
  readonly info: string | null | undefined;
  readonly name: string | undefined;
};

export type Revised = {
  /** The same object where nothing changed. */
  readonly document: StoreDocument;
  readonly secret: StoredSecret;
  readonly changed: boolean;
};

/**
 * Replaces the whole content by a new revision, and info and name. The same content again is no revision: pile-ups of
 * those have caused an outage elsewhere (data-platform-libs#164). Fails with secret-not-found or secret-exists.
 */
export function reviseSecret(document: StoreDocument, reference: string, by: Revising, now: string): Revised {
  const before = requireSecret(document, reference);
  const { name = before.name, info = before.info, content } = by;
  if (name !== before.name) refuseTaken(document, name);
  const isNewContent = content !== undefined && !isSameContent(content, latestOf(before).content);
  if (!isNewContent && name === before.name && info === before.info) {
    return { document, secret: before, changed: false };
  }
  const lastRevision = before.lastRevision + (isNewContent ? 1 : 0);
  const added = isNewContent ? [{ revision: lastRevision, created: now, content }] : [];
  const secret = {
    ...before,
    name,
    info,
    updated: now,
    lastRevision,
    revisions: [...before.revisions, ...added],
  };
  return { document: replaced(document, secret), secret, changed: true };
}

/** A document with the secret of that id as it is now. */
export const replaced = ({ secrets }: StoreDocument, secret: StoredSecret): StoreDocument => ({
  secrets: secrets.map((one) => (one.id === secret.id ? secret : one)),
});
