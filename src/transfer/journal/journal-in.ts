import type { ImportJournal, RejectLine } from './import-journal.ts';
import { journalChanges } from './journal-changes.ts';
import type { JournalDisk } from './journal-disk.ts';
import { getFact, putFact } from './journal-facts.ts';
import { journalFiles } from './journal-files.ts';
import { journalReads } from './journal-reads.ts';
import { journalRejects } from './journal-rejects.ts';
import { countsOf, type Tally, underWayOf } from './journal-tally.ts';
import type { RejectsState } from './reject-state.ts';

/** The journal on an open database that has its content and its tally. One that is new has its file of rejects at once. */
export function journalIn<C>(disk: JournalDisk, { isNew }: { readonly isNew: boolean }): ImportJournal<C> {
  const { db } = disk;
  const files = disk.read(() => journalFiles(db));
  const changes = disk.read(() => journalChanges(db, files));
  const content = disk.read(() => getFact(db, 'content')) as C;
  let tally = disk.read(() => getFact(db, 'tally')) as Tally;
  let isFinished = disk.read(() => getFact(db, 'finished')) === true;

  const keep = (rejects: RejectsState, work?: () => void): void => {
    disk.write(() => {
      work?.();
      putFact(db, 'tally', { ...tally, rejects });
    });
    tally = { ...tally, rejects };
  };
  const rejected = disk.read(() => journalRejects(db, keep));
  // The lines go first: those that a crash leaves there without their rows are taken away when it is opened again.
  const change = (
    work: (next: Tally) => void,
    ended: readonly number[] = [],
    lines: readonly RejectLine[] = [],
  ): void => {
    rejected.ready(tally.rejects);
    const next = structuredClone(tally);
    try {
      disk.write(() => {
        work(next);
        next.rejects = rejected.write(next.rejects, ended, lines);
        putFact(db, 'tally', next);
      });
    } catch (error) {
      rejected.cutBack(tally.rejects);
      disk.read(() => files.readAgain());
      throw error;
    }
    tally = next;
  };
  if (isNew) rejected.ready(tally.rejects);

  return {
    content,
    counts: () => countsOf(tally),
    underWay: () => underWayOf(tally),
    reasons: () => new Map(tally.reasons.filter((one) => one.rows > 0).map(({ code, rows }) => [code, rows])),
    rejects: () =>
      tally.rejects && tally.rejects.lines > 0
        ? { file: tally.rejects.file, lines: tally.rejects.lines }
        : undefined,
    ...journalReads(disk, files, () => tally.reasons),
    beginSending(rows, sentAt) {
      change((next) => {
        for (const row of rows) changes.send(next, row, sentAt);
      });
    },
    takeBack(positions) {
      change((next) => {
        for (const position of positions) changes.takeBack(next, position);
      });
    },
    end(rows, rejects) {
      change(
        (next) => {
          for (const row of rows) changes.end(next, row);
        },
        rows.map(({ position }) => position),
        rejects,
      );
    },
    completed(position, how, reject) {
      change(() => changes.complete(position, how), [position], reject === undefined ? [] : [reject]);
    },
    finish() {
      rejected.ready(tally.rejects);
      rejected.tidy(tally.rejects);
      change(() => putFact(db, 'finished', true));
      isFinished = true;
    },
    get isFinished() {
      return isFinished;
    },
    close() {
      rejected.close(tally.rejects);
      disk.close();
    },
  };
}
