import { IdpError } from '../../errors/idp-error.ts';
import type { RecordPlace } from '../../records/record.ts';
import type { ImportJournal, JournalRow } from '../journal/import-journal.ts';
import type { CheckedRow, InputRow, ReadRow, ReadyRow, RowProblem } from './import-row.ts';
import type { RowLedger } from './row-ledger.ts';
import { checksumOf, workRow, type WorkRow } from './work-row.ts';

export interface RowsWorld {
  readonly check: (row: InputRow) => CheckedRow;
  readonly journal: ImportJournal<unknown>;
  readonly ledger: RowLedger;
  /** Whether an earlier sitting has ended some of them. */
  readonly isResumed: boolean;
  readonly includeUncertain: boolean;
  /** That so many rows were read that no earlier sitting has ended. */
  readonly onRead: (rows: number) => void;
  /** That a row which was left as uncertain, for this reason, is so no more. */
  readonly onTakenUp: (reason: string | undefined) => void;
  /** A hash for the migration hook, of a row that is not turned away here. */
  readonly onHook: (hook: NonNullable<InputRow['hook']>) => void;
  /** What concerns a file, not a row. */
  readonly onFileProblem: (problem: RowProblem, file: string) => void;
  /** A row that was made before, and whose factors are yet to follow. */
  readonly complete: (ready: ReadyRow, row: InputRow, identityId: string) => Promise<void>;
}

/**
 * The rows that are to be sent, checked, in the order of the input. What cannot be sent is turned away here; what an earlier
 * sitting has ended is passed over; what it was sending comes back as being in doubt. Fails with usage where the input is
 * not the one that the earlier sitting read.
 */
export async function* rowsToSend(
  chunks: AsyncIterable<readonly ReadRow[]>,
  world: RowsWorld,
): AsyncGenerator<readonly WorkRow[]> {
  let last = 0;
  for await (const chunk of chunks) {
    last = Math.max(last, ...chunk.map(positionOf));
    const known = world.isResumed ? knownOf(chunk, world.journal) : nothingKnown;
    const toSend: WorkRow[] = [];
    let read = 0;
    for (const item of chunk) {
      if ('unread' in item) {
        const { position, place, problem, isRow } = item.unread;
        if (!isRow) world.onFileProblem(problem, place.file);
        else if (!known.has(position)) {
          read += 1;
          world.ledger.turnAway({ position, place }, [problem]);
        } else if (known.get(position)?.state !== 'rejected') throw changed(place);
        continue;
      }
      const { row } = item;
      const before = known.get(row.position);
      if (before !== undefined) requireSameRow(row, before);
      // Also of those that have ended: a later row with the same address is a duplicate of them.
      const checked = world.check(row);
      if (row.hook !== undefined && checked.ready !== undefined) world.onHook(row.hook);
      if (before !== undefined && hasEnded(before, world)) {
        if (isToBeCompleted(before) && checked.ready !== undefined)
          await world.complete(checked.ready, row, before.identityId);
        continue;
      }
      if (before?.state === 'uncertain') world.onTakenUp(before.reason);
      else read += 1;
      if (checked.ready === undefined) world.ledger.turnAway(row, checked.problems);
      else toSend.push(inWork(checked, checked.ready, before));
    }
    if (read > 0) world.onRead(read);
    world.ledger.write();
    // Also where there are none, so that whoever asks may ask for no more.
    yield toSend;
  }
  if (world.isResumed && world.journal.lastPosition() > last) throw shortened(world.journal, last);
}

const nothingKnown: ReadonlyMap<number, JournalRow> = new Map();

function knownOf(
  chunk: readonly ReadRow[],
  journal: ImportJournal<unknown>,
): ReadonlyMap<number, JournalRow> {
  const positions = chunk.map(positionOf);
  return journal.rowsBetween(Math.min(...positions), Math.max(...positions));
}

const positionOf = (item: ReadRow): number => ('row' in item ? item.row : item.unread).position;

function hasEnded({ state }: JournalRow, { includeUncertain }: RowsWorld): boolean {
  return state !== 'sending' && !(state === 'uncertain' && includeUncertain);
}

/** The identity of an uncertain row may be somebody else's, who is given no factor. */
const isToBeCompleted = (before: JournalRow): before is JournalRow & { readonly identityId: string } =>
  before.state === 'created' && before.completion === 'due' && before.identityId !== undefined;

function inWork(checked: CheckedRow, ready: ReadyRow, before: JournalRow | undefined): WorkRow {
  const work = workRow(checked, ready, before?.state === 'uncertain');
  if (before === undefined) return work;
  work.sent = { sentAt: before.sentAt ?? 0, wasAbsent: before.wasAbsent };
  work.isInDoubt = true;
  return work;
}

function requireSameRow(row: InputRow, { checksum }: JournalRow): void {
  if (checksumOf(row) !== checksum) throw changed(row.place);
}

function changed({ file, record, line }: RecordPlace): IdpError {
  const where = line === undefined ? `record ${record}` : `line ${line}`;
  return new IdpError('usage', `${file}, ${where} is not what it was when this import was begun.`, {
    hint: 'It was not sent. Put the file back as it was; or import the changed file as a new one, with on-conflict=skip.',
  });
}

/** Where rows are missing that an earlier sitting has read, nobody would find out what became of them. */
function shortened(journal: ImportJournal<unknown>, last: number): IdpError {
  const more = journal.lastPosition() - last;
  return new IdpError(
    'usage',
    `The input ends ${more === 1 ? 'a row' : `${more} rows`} earlier than it did when this import was begun.`,
    { hint: 'What is there is in. Put the file back as it was: those that it lacks may be under way.' },
  );
}
