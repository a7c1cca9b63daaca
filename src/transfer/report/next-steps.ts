import type { ImportCounts } from '../import/import-counts.ts';
import { unreadRows } from './unread-rows.ts';

/** A command and what it is good for. */
export interface NextStep {
  readonly command: string;
  readonly purpose: string;
}

/**
 * What to do after an import, in this order. `isUnfinished` where a part of its input was not reached: its rejects are still
 * written then, and nobody else's to mend.
 */
export function nextSteps(ended: {
  readonly operation: string;
  readonly counts: ImportCounts;
  readonly isUnfinished: boolean;
  /** Rejected and uncertain rows by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The file of rejects, where there is one. */
  readonly rejects: string | undefined;
}): readonly NextStep[] {
  const { operation, counts, isUnfinished, reasons, rejects } = ended;
  const steps: (NextStep | false)[] = [
    isUnfinished && { command: `idp resume ${operation}`, purpose: 'goes on where it stopped, no row twice' },
    !isUnfinished &&
      counts.rejected > unreadRows(reasons) &&
      rejects !== undefined && {
        command: `idp import ${shellWord(rejects)}`,
        purpose: 'imports the rejected rows, once they are mended there, with the same options',
      },
    counts.uncertain > 0 && {
      command: `idp resume ${operation} --include-uncertain`,
      purpose: 'sends what is uncertain again; look first whether it is there',
    },
    counts.created > 0 && {
      command: `idp verify ${operation}`,
      purpose: 'reads everything that was created again and compares it',
    },
    counts.created > 0 && {
      command: `idp undo ${operation}`,
      purpose: 'deletes what was created, after asking',
    },
  ];
  return steps.filter((step) => step !== false);
}

/** A word as a POSIX shell takes it back. */
const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
