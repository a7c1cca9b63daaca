import type { CredentialKind, KratosAdmin } from '../../kratos/admin.ts';
import type { ImportJournal, JournalRow } from '../journal/import-journal.ts';

/** The credentials that a digest tells of. Links are known by their identifiers: their configuration holds provider tokens. */
export const comparedCredentials = [
  'password',
  'totp',
  'lookup_secret',
] as const satisfies readonly CredentialKind[];

/** How many created rows are read again with one request: the Link header of so many ids is as long as Node takes. */
const rowsPerRequest = 200;

/** Created rows in order, a request's worth at a time. */
export function* createdRows(
  journal: Pick<ImportJournal<unknown>, 'created'>,
): Generator<readonly JournalRow[], undefined> {
  let after = 0;
  for (;;) {
    const rows = journal.created(after, rowsPerRequest);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.position;
  }
}

/** The identities of rows by their ids, as far as they are still there. */
export async function identitiesOf(
  rows: readonly JournalRow[],
  admin: Pick<KratosAdmin, 'identitiesByIds'>,
  signal: AbortSignal,
) {
  const ids = rows.flatMap(({ identityId }) => identityId ?? []);
  const identities = await admin.identitiesByIds(ids, comparedCredentials, signal);
  return new Map(identities.map((identity) => [identity.id, identity]));
}
