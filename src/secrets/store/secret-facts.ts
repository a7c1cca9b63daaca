import { createHash } from 'node:crypto';
import type { SecretContent } from '../secret-store.ts';
import type { Revision, StoredSecret } from './store-document.ts';

/** The revision that is read. */
export function latestOf({ revisions }: StoredSecret): Revision {
  const latest = revisions.at(-1);
  if (latest === undefined) throw new Error('A stored secret has at least one revision.');
  return latest;
}

/** Whether an action may read it: it, or all of them (`*`), are granted. */
export const isGranted = ({ grants }: StoredSecret, action: string): boolean =>
  grants.includes('*') || grants.includes(action);

/** SHA-256 in hexadecimal digits of a content as JSON, its keys sorted: the same for the same content. */
export const checksumOf = (content: SecretContent): string =>
  createHash('sha256').update(contentText(content)).digest('hex');

export const isSameContent = (one: SecretContent, other: SecretContent): boolean =>
  contentText(one) === contentText(other);

const contentText = (content: SecretContent): string =>
  JSON.stringify(
    Object.entries(content)
      .map(([key, value]) => [key, value.reveal()] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
