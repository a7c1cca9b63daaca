import type { RejectsPlan } from './reject-claim.ts';
import { newRejects, openRejects, type RejectsFile, type RejectsState } from './reject-file.ts';

/** The file of rejects of a journal, opened when it is first needed; undefined states are of an import without one. */
export interface JournalRejects {
  /** Before any change: what counts is there, and nothing else. A file made for it is told to `keep`. */
  ready(state: RejectsState | undefined, keep: (state: RejectsState) => void): RejectsState | undefined;
  append(state: RejectsState | undefined, lines: readonly string[]): RejectsState | undefined;
  cutBack(state: RejectsState | undefined): void;
  close(state: RejectsState | undefined, forget: (state: RejectsState) => void): void;
}

/** With a plan it goes on in a new file. */
export function journalRejects(plan: RejectsPlan | undefined): JournalRejects {
  let file: RejectsFile | undefined;
  const current = (state: RejectsState | undefined): RejectsState | undefined => {
    if (plan !== undefined) return newRejects(plan);
    return state?.isThere === false ? newRejects(state.plan) : state;
  };
  return {
    ready(state, keep) {
      if (file !== undefined) return state;
      const now = current(state);
      if (now === undefined) return undefined;
      if (now !== state) keep(now);
      file = openRejects(now);
      return now;
    },
    append: (state, lines) =>
      state === undefined || lines.length === 0 ? state : file?.append(state, lines),
    cutBack: (state) => state && file?.cutBack(state),
    close: (state, forget) => state && file?.close(state, forget),
  };
}
