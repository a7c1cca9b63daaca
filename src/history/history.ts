/** Where a task stands: as Juju has it; `error` is recorded but never ran, `cancelled` was declined or taken back before it ran. */
export const statuses = [
  'pending',
  'running',
  'completed',
  'failed',
  'cancelled',
  'aborting',
  'aborted',
  'error',
] as const;
export type Status = (typeof statuses)[number];

/** Who asks, as far as it is known; for the record. */
export type Asker = {
  /** Operating system user. */
  readonly user: string;
  readonly machine: string;
  /** Where a remote shell came from: the address in SSH_CONNECTION; null on the machine itself. */
  readonly from: string | null;
  /** The front door: `cli`. */
  readonly door: string;
  /** Whom that front door vouches for, where it knows people of its own; null on the command line. */
  readonly actor: string | null;
};

/** What is written down before the first request: who asks for what, of which Kratos. No secrets, people masked. */
export type NewOperation = {
  readonly action: string;
  readonly effect: string;
  readonly dryRun: boolean;
  readonly asker: Asker;
  readonly host: string;
  readonly context: string | null;
  readonly reason: string | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What its one task is about, masked, where it is about something. */
  readonly target?: string | undefined;
  /** ISO 8601 in UTC, as all times here. */
  readonly enqueued: string;
  /** The operation that this one undoes. */
  readonly undoes?: string | undefined;
};

/** What a write made of something, values masked: a trait, `state`, `credentials.totp`. null where there was or is none. */
export type Change = {
  readonly name: string;
  readonly before: string | number | boolean | null;
  readonly after: string | number | boolean | null;
};

/** One request of a task, as Kratos's log knows it: the X-Request-Id that was sent. `path` without its query. */
export type SentRequest = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** null where no answer came. */
  readonly status: number | null;
};

export type TaskEnd = {
  readonly status: Status;
  readonly identityId: string | undefined;
  readonly changed: boolean | undefined;
  readonly started: string;
  readonly completed: string;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  /** As the outcome has them, secrets and people masked. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly changes: readonly Change[];
  readonly requests: readonly SentRequest[];
};

export type TaskLogLine = { readonly time: string; readonly message: string };

export type TakeUpOptions = {
  readonly includeUncertain: boolean;
  /** Also what failed: for a task that keeps for itself how far it came. */
  readonly includeFailed?: boolean;
};

/**
 * Operations and their tasks, as a run writes them; both draw their numbers from one sequence, as Juju's do. Every
 * method fails with history-unavailable. What is opened, ended, asked to be cancelled or taken up is told by the audit
 * chain in the same transaction (that a task was begun, by the record of its end).
 */
export type History = {
  /** An operation of one task, which runs at once. */
  open(operation: NewOperation): Promise<{ readonly operation: string; readonly task: string }>;
  /**
   * An operation of many tasks, all pending, numbered one after the other from `firstTask` on. `targets` are what they
   * are about, masked, `count` of them.
   */
  openMany(
    operation: NewOperation,
    targets: Iterable<string>,
    count: number,
  ): Promise<{ readonly operation: string; readonly firstTask: string }>;
  /** Pending tasks of an operation in order, at most `limit`, after the task `after`. */
  pending(operation: string, after: string | undefined, limit: number): Promise<readonly string[]>;
  /** pending → running; false where it was cancelled in the meantime. */
  start(task: string, time: string): Promise<boolean>;
  /** The first write of this task is about to be sent: were the process killed now, nobody would know whether it was done. */
  markWriting(task: string): Promise<void>;
  say(task: string, line: TaskLogLine): Promise<void>;
  /** Which running tasks of an operation somebody asked to cancel. */
  cancelRequested(operation: string): Promise<readonly string[]>;
  close(task: string, end: TaskEnd): Promise<void>;
  /** What never ran becomes aborted (or cancelled): the run over many stops here. */
  closePending(operation: string, status: 'aborted' | 'cancelled', time: string): Promise<number>;
  /**
   * Takes up an operation that was interrupted, for this process: what was aborted before its first write is pending
   * again; what was aborted after that is `uncertain`, and pending again only with `includeUncertain`. `uncertain` counts
   * those that are left as they are. What somebody cancelled while it ran stays aborted.
   * Fails with operation-not-found, or task-ended where nothing is left or its process still runs.
   */
  takeUp(
    operation: string,
    options: TakeUpOptions,
  ): Promise<{ readonly pending: number; readonly uncertain: number; readonly firstTask: string }>;
};
