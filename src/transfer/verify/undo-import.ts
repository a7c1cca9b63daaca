import { IdpError } from '../../errors/idp-error.ts';
import type { KratosAdmin } from '../../kratos/admin.ts';
import type { ImportJournal, JournalRow } from '../journal/import-journal.ts';
import { openImportJournal } from '../journal/open-import-journal.ts';
import { comparedCredentials, createdRows } from './read-again.ts';
import { traceOfUse } from './trace-of-use.ts';

/** What is undone only where it is asked for. */
export interface ImportUndoChoices {
  /** Also identities that have changed since, or that somebody uses. */
  readonly includeChanged: boolean;
  /** Also rows of which it cannot be known whether the import created their identity. */
  readonly includeUncertain: boolean;
}

/** How an import is undone: an identity at a time. */
export interface ImportUndoing {
  targets(): Iterable<ImportUndoTarget>;
  /** What stays as it is, in sentences. */
  readonly notes: readonly string[];
  undo(
    target: ImportUndoTarget,
    context: { readonly kratos: Pick<KratosAdmin, 'getIdentity' | 'listSessions' | 'deleteIdentity'> },
  ): Promise<{ readonly 'identity-id': string; readonly changed: boolean }>;
  close(): void;
}

export interface ImportUndoTarget {
  readonly identityId: string;
  /** Its position. */
  readonly row: number;
}

/**
 * Opens the journal of an import to delete the identities that it created, and no other. `undo` finds one that is gone
 * already unchanged, and fails with cannot-be-undone for one that has changed since. Fails with storage-failed.
 */
export function undoImport(operation: string, folder: string, choices: ImportUndoChoices): ImportUndoing {
  const journal = openImportJournal<unknown>(folder, operation);
  return {
    *targets() {
      for (const rows of createdRows(journal)) for (const row of rows) yield* targetOf(row);
      if (choices.includeUncertain) for (const row of uncertainRows(journal)) yield* targetOf(row);
    },
    notes: notesOf(journal, operation, choices),
    async undo({ identityId, row: position }, { kratos }) {
      const row = journal.rowsBetween(position, position).get(position);
      if (row?.identityId !== identityId) throw notInJournal(operation, identityId);
      const unchanged = { 'identity-id': identityId, changed: false };
      const identity = await unlessGone(kratos.getIdentity(identityId, comparedCredentials));
      if (identity === undefined) return unchanged;
      const trace = choices.includeChanged ? undefined : await traceOfUse(row, identity, kratos);
      if (trace !== undefined) throw inUse(identityId, trace);
      const isDeleted = await unlessGone(kratos.deleteIdentity(identityId).then(() => true));
      return { ...unchanged, changed: isDeleted === true };
    },
    close: () => journal.close(),
  };
}

function* targetOf({ identityId, position }: JournalRow): Generator<ImportUndoTarget> {
  if (identityId !== undefined) yield { identityId, row: position };
}

/** Those that lead to an identity. There are few: all stretches are looked at until so many were met as the journal counts. */
function* uncertainRows(journal: Journal): Generator<JournalRow> {
  let left = journal.counts().uncertain;
  for (let first = 1; left > 0; first += rowsPerLook) {
    for (const row of journal.rowsBetween(first, first + rowsPerLook - 1).values()) {
      if (row.state !== 'uncertain') continue;
      left -= 1;
      yield row;
    }
  }
}

const rowsPerLook = 1000;

function notesOf(journal: Journal, operation: string, { includeUncertain }: ImportUndoChoices): string[] {
  const { updated, uncertain } = journal.counts();
  const underWay = journal.underWay();
  const notes: string[] = [];
  if (updated > 0) {
    const stay = updated === 1 ? '1 identity stays' : `${updated} identities stay`;
    notes.push(`${stay} as updated by the import.`);
  }
  if (uncertain > 0 && !includeUncertain) {
    notes.push(`${rowsAre(uncertain)} uncertain and left alone: --include-uncertain undoes that, too.`);
  }
  if (underWay > 0) {
    notes.push(
      `${rowsAre(underWay)} left that may have been created when the import stopped: idp resume ${operation} finds out.`,
    );
  }
  return notes;
}

const rowsAre = (count: number): string => (count === 1 ? '1 row is' : `${count} rows are`);

type Journal = ImportJournal<unknown>;

async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof IdpError && error.code === 'identity-not-found') return undefined;
    throw error;
  }
}

const inUse = (identityId: string, trace: string): IdpError =>
  new IdpError('cannot-be-undone', `Identity ${identityId} has changed since the import: ${trace}.`, {
    hint: 'Nothing of it was deleted. With --include-changed it is deleted all the same.',
  });

const notInJournal = (operation: string, identityId: string): IdpError =>
  new IdpError(
    'storage-failed',
    `The journal of operation ${operation} has no row of identity ${identityId}.`,
  );
