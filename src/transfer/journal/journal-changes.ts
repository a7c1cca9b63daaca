import type { SQLInputValue } from 'node:sqlite';
import type { Database } from '../../sqlite/database.ts';
import type { EndedRow, SendingRow } from './import-journal.ts';
import type { JournalFiles } from './journal-files.ts';
import { noIdentityYet } from './journal-row.ts';
import { completionNumber, stateNumber } from './journal-states.ts';
import { countRow, reasonNumber, type Tally } from './journal-tally.ts';
import { packUuid } from './journal-uuid.ts';

/** What is written of single rows, within a transaction; each keeps the tally. */
export interface JournalChanges {
  send(tally: Tally, row: SendingRow, sentAt: number): void;
  takeBack(tally: Tally, position: number): void;
  end(tally: Tally, row: EndedRow & Partial<SendingRow>): void;
  complete(position: number, how: 'done' | 'refused'): void;
}

export function journalChanges(db: Database, files: JournalFiles): JournalChanges {
  const find = db.prepare('SELECT state, reason, completion FROM rows WHERE position = ?');
  const insert = db.prepare(
    `INSERT INTO rows (position, file, record, line, patch_id, old_id, checksum, digest, was_absent,
       state, identity_id, reason, sent_at, completion) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const sendAgain = db.prepare(
    `UPDATE rows SET state = ${sending}, identity_id = ?, reason = NULL, digest = ?, completion = ?,
       sent_at = coalesce(sent_at, ?), was_absent = iif(sent_at IS NULL, ?, was_absent) WHERE position = ?`,
  );
  const forget = db.prepare(`DELETE FROM rows WHERE position = ? AND state = ${sending}`);
  const setEnd = db.prepare(
    `UPDATE rows SET state = ?, identity_id = ?, reason = ?, completion = ?, digest = coalesce(?, digest)
     WHERE position = ?`,
  );
  const setCompletion = db.prepare('UPDATE rows SET completion = ? WHERE position = ?');

  /** What the journal knew of a row, counted out. */
  const countOut = (tally: Tally, position: number): Known | undefined => {
    const known = find.get(position) as Known | undefined;
    if (known !== undefined) countRow(tally, known, -1);
    return known;
  };

  return {
    send(tally, row, sentAt) {
      const completion = row.isToBeCompleted ? due : none;
      const known = countOut(tally, row.position);
      countRow(tally, { state: sending, reason: null }, 1);
      if (known === undefined) {
        insert.run(...columns(row, files), sending, noIdentityYet, null, sentAt, completion);
        return;
      }
      if (known.state !== sending && known.state !== uncertain) {
        throw new RangeError(`Row ${row.position} of the import has ended and is not to be sent`);
      }
      const absent = Number(row.wasAbsent);
      sendAgain.run(noIdentityYet, row.digest, completion, sentAt, absent, row.position);
    },
    takeBack(tally, position) {
      if (forget.run(position).changes > 0) countRow(tally, { state: sending, reason: null }, -1);
    },
    end(tally, row) {
      const known = countOut(tally, row.position);
      const state = stateNumber(row.end);
      const reason = row.reason === undefined ? null : reasonNumber(tally, row.reason);
      countRow(tally, { state, reason }, 1);
      const identity = row.identityId === undefined ? null : packUuid(row.identityId);
      if (known === undefined) {
        const completion = mayBeCompleted(row.end) && row.isToBeCompleted === true ? due : none;
        insert.run(...columns(row, files), state, identity, reason, null, completion);
        return;
      }
      const completion = mayBeCompleted(row.end) ? known.completion : none;
      setEnd.run(state, identity, reason, completion, row.digest ?? null, row.position);
    },
    complete(position, how) {
      if (setCompletion.run(completionNumber(how), position).changes === 0) throw unknownRow(position);
    },
  };
}

interface Known {
  readonly state: number;
  readonly reason: number | null;
  readonly completion: number;
}

const sending = stateNumber('sending');
const uncertain = stateNumber('uncertain');
const none = completionNumber('none');
const due = completionNumber('due');

/** One of which it is not known whether it was created may turn out to be. */
const mayBeCompleted = (end: EndedRow['end']): boolean => end === 'created' || end === 'uncertain';

/** What a row is, whatever becomes of it: the first columns. One that was never sent may have no more than a place. */
function columns(
  row: { readonly position: number } & Partial<SendingRow>,
  files: JournalFiles,
): SQLInputValue[] {
  if (row.file === undefined || row.record === undefined) throw unknownRow(row.position);
  return [
    row.position,
    files.numberOf(row.file),
    row.record,
    row.line ?? null,
    row.patchId === undefined ? null : packUuid(row.patchId),
    row.oldId === undefined ? null : packUuid(row.oldId),
    // As a signed number it takes four bytes rather than six.
    (row.checksum ?? 0) | 0,
    row.digest ?? noDigest,
    Number(row.wasAbsent ?? false),
  ];
}

const noDigest = new Uint8Array(0);

const unknownRow = (position: number): RangeError =>
  new RangeError(`The journal of the import does not know row ${position}`);
