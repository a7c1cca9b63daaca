import type { ImportJournal } from './import-journal.ts';
import { journalChanges } from './journal-changes.ts';
import type { JournalDisk } from './journal-disk.ts';
import { getFact, putFact } from './journal-facts.ts';
import { journalFiles } from './journal-files.ts';
import { journalReads } from './journal-reads.ts';
import type { JournalRejects } from './journal-rejects.ts';
import { countsOf, type Tally } from './journal-tally.ts';
import type { RejectsState } from './reject-file.ts';

/** The journal on an open database that has its content and its tally. */
export function journalIn<C>(disk: JournalDisk, lines: JournalRejects): ImportJournal<C> {
  const { db } = disk;
  const files = disk.read(() => journalFiles(db));
  const changes = disk.read(() => journalChanges(db, files));
  const content = disk.read(() => getFact(db, 'content')) as C;
  let tally = disk.read(() => getFact(db, 'tally')) as Tally;
  let isFinished = disk.read(() => getFact(db, 'finished')) === true;

  const keep = (rejects: RejectsState): void => {
    tally = { ...tally, rejects };
    disk.write(() => putFact(db, 'tally', tally));
  };
  // The lines go first: those that a crash leaves there without their rows are taken away when it is opened again.
  const change = (work: (next: Tally) => void, rejects: readonly string[] = []): void => {
    lines.ready(tally.rejects, keep);
    const next = structuredClone(tally);
    try {
      disk.write(() => {
        work(next);
        next.rejects = lines.append(next.rejects, rejects);
        putFact(db, 'tally', next);
      });
    } catch (error) {
      lines.cutBack(tally.rejects);
      disk.read(() => files.readAgain());
      throw error;
    }
    tally = next;
  };

  return {
    content,
    counts: () => countsOf(tally),
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
    end(rows, rejects) {
      change(
        (next) => {
          for (const row of rows) changes.end(next, row);
        },
        rejects.map(({ text }) => text),
      );
    },
    completed(position, how, reject) {
      change(() => changes.complete(position, how), reject === undefined ? [] : [reject.text]);
    },
    finish() {
      change(() => putFact(db, 'finished', true));
      isFinished = true;
    },
    get isFinished() {
      return isFinished;
    },
    close() {
      lines.close(tally.rejects, keep);
      disk.close();
    },
  };
}
