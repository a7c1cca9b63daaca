import type { ActionRequest } from './engine-world.ts';
import type { Outcome } from './outcome.ts';

/** An action for many identities. `input` holds everything but whom: that is what `Targets` are. */
export type ManyRequest = Omit<ActionRequest, 'consent'> & {
  readonly consent: ManyConsent;
  /** How many tasks run at once; 1 or more. */
  readonly concurrency: number;
  /** Tasks begun a second, at most. */
  readonly rate: number | undefined;
  /** After so many failures no further task begins. */
  readonly maxFailures: number | undefined;
};

/** How the one who asks has agreed in advance: with a yes, and with how many it may be about. */
export type ManyConsent = { readonly yes: boolean; readonly expect: number | undefined };

/** One row of what was given: an id or an address, and the number of its line. */
export type GivenTarget = { readonly text: string; readonly line: number };

/**
 * Whom an operation is about, each once, in order; never all in memory. Positions count from 0: the number of a task
 * is that of the first task and the position.
 */
export type Targets = {
  readonly count: number;
  /** All of them, masked as history keeps them. */
  masked(): Iterable<string>;
  at(position: number): GivenTarget;
  /** Called once, when the operation has its number and before anything is sent. */
  keepFor?(operation: string, where: RecordedWhere): void;
  /** Which task did this identity: two rows may mean the same one. */
  doneBy(identityId: string): string | undefined;
  markDone(identityId: string, task: string): void;
  /** Called at the end; `left` where some could still be taken up. */
  settle?(left: boolean): void;
};

/** Which Kratos an operation was for. */
export type RecordedWhere = { readonly host: string; readonly context: string | null };

/** One target of many that has ended, with an outcome of its own. */
export type EndedTask = {
  readonly position: number;
  readonly target: GivenTarget;
  readonly outcome: Outcome;
};

export type ManyProgress = ManyCounts & { readonly running: number };

/** By how they ended. `targets` are all that were to be done, `changed` and `unchanged` parts of the completed. */
export type ManyCounts = {
  readonly targets: number;
  readonly completed: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly aborted: number;
  /** Of the aborted: those whose first write was sent, so that nobody knows whether it was done. */
  readonly uncertain: number;
};

/** What a front door may show while it goes on. Neither may fail. */
export type ManyEvents = {
  readonly onOpened?: (operation: string) => void;
  readonly onEnded?: (task: EndedTask) => void;
  /** After every beginning and every end of a task. */
  readonly onProgress?: (progress: ManyProgress) => void;
};
