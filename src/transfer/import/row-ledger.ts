import { rejectLine, type KratosWords } from '../journal/reject-line.ts';
import type { EndedRow, ImportJournal, RejectLine, RowEnd, SendingRow } from '../journal/import-journal.ts';
import type { ImportMeter } from '../progress/import-meter.ts';
import type { InputRow, RowProblem } from './import-row.ts';
import { sendingRow, unsentRow, type WorkRow } from './work-row.ts';

/** How a row ended. */
export interface Ending {
  readonly end: RowEnd;
  readonly identityId?: string | undefined;
  /** Of a rejected or uncertain one, the reason first. */
  readonly problems?: readonly RowProblem[];
  /** What Kratos said of it. */
  readonly answer?: KratosWords | undefined;
}

/** Writes down how rows ended: in the journal, the file of rejects and the numbers on show. */
export interface RowLedger {
  /** A row that came as far as to be sent, or nearly. */
  end(work: WorkRow, ending: Ending): void;
  /** A row that never came so far. */
  turnAway(row: InputRow | UnreadRow, problems: readonly RowProblem[]): void;
  /** What was told since the last time stands in the journal from now on. Fails with storage-failed. */
  write(): void;
}

/** A row of which nothing but its place is known. */
export type UnreadRow = Pick<InputRow, 'position' | 'place'>;

export function createRowLedger(journal: ImportJournal<unknown>, meter: ImportMeter): RowLedger {
  let ended: (EndedRow & Partial<SendingRow>)[] = [];
  let rejects: RejectLine[] = [];

  function note(row: EndedRow & Partial<SendingRow>, reject: string | undefined): void {
    ended.push(row);
    if (reject !== undefined) rejects.push({ position: row.position, text: reject });
  }

  return {
    end(work, { end, identityId, problems = [], answer }) {
      const { row, sent } = work;
      const known = sent === undefined ? sendingRow(work, false) : { position: row.position };
      const reason = problems[0]?.code;
      const isOut = end === 'rejected' || end === 'uncertain';
      note(
        { ...known, end, identityId, reason: isOut ? reason : undefined },
        isOut
          ? rejectLine({ row, problems: [...problems, ...work.problems], answer, identityId })
          : undefined,
      );
      meter.ended(end, 1, isOut ? reason : undefined, row.place);
    },
    turnAway(row, problems) {
      const known = 'original' in row ? unsentRow(row) : placeOf(row);
      const reason = problems.find(({ rejects: isReason }) => isReason)?.code;
      note({ ...known, end: 'rejected', reason }, rejectLine({ row, problems }));
      meter.ended('rejected', 1, reason, row.place);
    },
    write() {
      if (ended.length === 0) return;
      const rows = ended;
      const lines = rejects;
      ended = [];
      rejects = [];
      journal.end(rows, lines);
    },
  };
}

function placeOf({ position, place: { file, record, line } }: UnreadRow) {
  return { position, file, record, line };
}
