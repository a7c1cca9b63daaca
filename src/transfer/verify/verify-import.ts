import type { Identity } from '@ory/client';
import type { KratosAdmin } from '../../kratos/admin.ts';
import { eachOf } from '../pace/each-of.ts';
import { differingFields, isRehashed } from '../digest/identity-digest.ts';
import type { ImportJournal, JournalRow } from '../journal/import-journal.ts';
import { createdRows, identitiesOf } from './read-again.ts';

/** What is there of the identities that an import created. `verified`, `missing` and `different` are all of `created`. */
export interface VerifiedImport {
  readonly created: number;
  readonly verified: number;
  readonly missing: number;
  readonly different: number;
  /** How many differ by which field. */
  readonly fields: Readonly<Record<string, number>>;
  /** Of the verified and the different: Kratos has hashed their passwords anew, as it does at a login, or they were set anew. */
  readonly rehashed: number;
  /** How many have totp or lookup_secret to be added after their creation, by how that ended. */
  readonly completions: Readonly<Record<'due' | 'done' | 'refused', number>>;
}

/** A row whose identity is gone, or differs by these fields. Nothing of the person. */
export interface DifferentRow {
  readonly identityId: string;
  readonly position: number;
  readonly file: string;
  readonly record: number;
  readonly line: number | undefined;
  readonly isMissing: boolean;
  readonly fields: readonly string[];
}

/**
 * Reads every identity that an import created again and compares it by field with what was sent. Memory does not grow with
 * their number. Fails as the requests and the journal do.
 */
export async function verifyImport({
  journal,
  admin,
  concurrency,
  signal,
  onDifferent,
  onProgress,
}: {
  readonly journal: Pick<ImportJournal<unknown>, 'created'>;
  readonly admin: Pick<KratosAdmin, 'identitiesByIds'>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onDifferent: (row: DifferentRow) => void;
  readonly onProgress?: (read: number) => void;
}): Promise<VerifiedImport> {
  const counts = { created: 0, missing: 0, different: 0, rehashed: 0 };
  const fields: Record<string, number> = {};
  const completions = { due: 0, done: 0, refused: 0 };

  function look(row: JournalRow, identity: Identity | undefined): void {
    counts.created += 1;
    if (row.completion !== 'none') completions[row.completion] += 1;
    const differing = identity === undefined ? [] : fieldsOf(row, identity);
    if (identity !== undefined && differing.length === 0) return;
    if (identity === undefined) counts.missing += 1;
    else counts.different += 1;
    for (const field of differing) fields[field] = (fields[field] ?? 0) + 1;
    onDifferent(differentRow(row, identity === undefined, differing));
  }

  function fieldsOf(row: JournalRow, identity: Identity): string[] {
    const differing = differingFields(row.digest, identity);
    if (!isRehashed(row.digest, identity)) return differing;
    counts.rehashed += 1;
    return differing.filter((field) => field !== 'password');
  }

  await eachOf(createdRows(journal), concurrency, async (rows) => {
    signal.throwIfAborted();
    const found = await identitiesOf(rows, admin, signal);
    for (const row of rows) look(row, found.get(row.identityId ?? ''));
    onProgress?.(counts.created);
  });
  const { created, missing, different, rehashed } = counts;
  return {
    created,
    verified: created - missing - different,
    missing,
    different,
    fields,
    rehashed,
    completions,
  };
}

function differentRow(row: JournalRow, isMissing: boolean, fields: readonly string[]): DifferentRow {
  const { position, file, record, line, identityId = '' } = row;
  return { identityId, position, file, record, line, isMissing, fields };
}
