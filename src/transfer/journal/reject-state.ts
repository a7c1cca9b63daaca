import { claimRejects, type RejectsPlan } from './reject-claim.ts';

/** What counts of a file of rejects: what the journal says is in it, and not a byte more. */
export interface RejectsState {
  readonly plan: RejectsPlan;
  /** Where it lies. */
  readonly file: string;
  /** Whether it was made for this import; else it was there, and stays there. */
  readonly isMade: boolean;
  /** False when it was taken away again because nothing was in it. */
  readonly isThere: boolean;
  /** Lines that tell the truth, and those beside them that do so no more. */
  readonly lines: number;
  readonly stale: number;
  /** In bytes, with their CRC-32, by which a file that was changed is known. */
  readonly length: number;
  readonly checksum: number;
  /** Whether this tells of a copy without stale lines that is to take its place. */
  readonly isBeingReplaced: boolean;
}

/** A file that is there, empty. Throws as claimRejects does. */
export function newRejects(plan: RejectsPlan): RejectsState {
  return emptied({ plan, ...claimRejects(plan) });
}

/** The same file with nothing in it. */
export function emptied(state: Pick<RejectsState, 'plan' | 'file' | 'isMade'>): RejectsState {
  const { plan, file, isMade } = state;
  const nothing = { lines: 0, stale: 0, length: 0, checksum: 0 };
  return { plan, file, isMade, isThere: true, ...nothing, isBeingReplaced: false };
}
