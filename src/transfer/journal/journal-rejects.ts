import type { Database } from '../../sqlite/database.ts';
import type { RejectLine } from './import-journal.ts';
import { rejectLinesIn } from './journal-reject-lines.ts';
import { isGivenUp, openRejects, type RejectsFile } from './reject-file.ts';
import { emptied, newRejects, type RejectsState } from './reject-state.ts';

/**
 * The file of rejects of a journal, opened when it is first needed, so that who only reads needs none. States are undefined
 * for an import without one.
 */
export interface JournalRejects {
  /** Before any change: what counts is there, and nothing else. */
  ready(state: RejectsState | undefined): RejectsState | undefined;
  /** Within a transaction: lines of rows that ended (again), and no others of these rows. */
  write(
    state: RejectsState | undefined,
    ended: readonly number[],
    lines: readonly RejectLine[],
  ): RejectsState | undefined;
  cutBack(state: RejectsState | undefined): void;
  /** Takes lines away that rows have left behind which ended otherwise since. */
  tidy(state: RejectsState | undefined): void;
  close(state: RejectsState | undefined): void;
}

/** `keep` writes a state down, and what goes with it in one transaction. */
export function journalRejects(
  db: Database,
  keep: (state: RejectsState, work?: () => void) => void,
): JournalRejects {
  const index = rejectLinesIn(db);
  let file: RejectsFile | undefined;

  const open = (state: RejectsState): RejectsState => {
    file = openRejects(state);
    if (!state.isBeingReplaced) return state;
    const now = { ...state, isBeingReplaced: false };
    keep(now);
    return now;
  };

  return {
    ready(state) {
      if (file !== undefined) return state;
      const now = current(state);
      if (now === undefined) return undefined;
      if (now !== state) keep(now, index.clear);
      return open(now);
    },
    write(state, ended, lines) {
      if (state === undefined || file === undefined) return state;
      const dropped = state.lines === 0 ? 0 : ended.filter((position) => index.drop(position)).length;
      if (lines.length === 0 && dropped === 0) return state;
      const texts = lines.map(({ text }) => Buffer.from(`${text}\n`));
      let start = state.length;
      for (const [at, { position }] of lines.entries()) {
        const length = texts[at]?.length ?? 0;
        index.add({ position, start, length });
        start += length;
      }
      const { lines: before, stale } = state;
      return file.append({ ...state, lines: before - dropped, stale: stale + dropped }, texts);
    },
    cutBack: (state) => state && file?.cutBack(state),
    tidy(state) {
      if (state === undefined || state.stale === 0 || file?.copy === undefined) return;
      const copied = file.copy(state, index.all());
      keep(copied, index.closeUp);
      file.close(copied, () => undefined);
      open(copied);
    },
    close: (state) => state && file?.close(state, keep),
  };
}

function current(state: RejectsState | undefined): RejectsState | undefined {
  if (state?.isThere === false) return newRejects(state.plan);
  return state !== undefined && isGivenUp(state) ? emptied(state) : state;
}
