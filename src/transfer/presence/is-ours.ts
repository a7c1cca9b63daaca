import type { Identity } from '@ory/client';
import { canonicalJson } from '../digest/canonical-json.ts';
import type { ReadyRow } from '../import/import-row.ts';

/**
 * Whether an identity that has what a row has was made by sending that row, of which no answer came. Finding it proves
 * nothing: it must have been absent before, be no older than the sending (`sentAt`: milliseconds by the clock of Kratos,
 * whose Date has whole seconds), and have the traits and the external_id that were sent.
 */
export function isOurs(
  identity: Identity,
  { create }: ReadyRow,
  { wasAbsent, sentAt }: { readonly wasAbsent: boolean; readonly sentAt: number | undefined },
): boolean {
  if (!wasAbsent || sentAt === undefined) return false;
  const createdAt = Date.parse(identity.created_at ?? '');
  return (
    createdAt >= Math.floor(sentAt / 1000) * 1000 &&
    (identity.external_id ?? '') === (create.external_id ?? '') &&
    canonicalJson(identity.traits ?? {}) === canonicalJson(create.traits)
  );
}
