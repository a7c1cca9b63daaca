import type { Asker, Change, SentRequest, Status, TaskLogLine } from './history.ts';

/** Operations and tasks, as they are looked at afterwards. Tasks of processes that were killed are aborted before each look. */
export type HistoryReader = {
  /** By number ascending. `more` where others follow after `limit`. */
  operations(
    filter: OperationFilter,
  ): Promise<{ readonly operations: readonly OperationRecord[]; readonly more: boolean }>;
  /** operation-not-found. */
  operation(id: string): Promise<OperationRecord>;
  /** The operations that undid this one, or tried to, in order; dry runs are none. */
  undoingsOf(operation: string): Promise<readonly string[]>;
  /** Tasks of an operation in order, at most `limit`, after the task `after`. */
  tasksOf(operation: string, after: string | undefined, limit: number): Promise<readonly TaskRecord[]>;
  /** task-not-found. */
  task(id: string): Promise<TaskRecord>;
  logOf(task: string): Promise<readonly TaskLogLine[]>;
  /**
   * pending → cancelled; running → aborting, for the process that runs it to honour. Fails with task-not-found or, where
   * it has ended, task-ended.
   */
  cancel(task: string, by: Asker, time: string): Promise<TaskRecord>;
};

export type OperationFilter = {
  readonly actions?: readonly string[];
  readonly statuses?: readonly Status[];
  /** An identity id, or an address, which is compared as it is recorded: masked. */
  readonly target?: string;
  /** Enqueued at or after this time. */
  readonly since?: string;
  readonly limit: number;
  readonly offset: number;
};

export type OperationRecord = {
  readonly id: string;
  readonly action: string;
  readonly effect: string;
  readonly dryRun: boolean;
  readonly asker: Asker;
  readonly host: string;
  readonly context: string | null;
  readonly reason: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** First present of running, aborting, pending, aborted, error, failed, cancelled, completed. */
  readonly status: Status;
  readonly timing: Timing;
  /** How many tasks have each status. */
  readonly counts: Readonly<Partial<Record<Status, number>>>;
  /** The first few. */
  readonly taskIds: readonly string[];
  readonly many: boolean;
  readonly undoes: string | null;
  /** The operation that undid this one. */
  readonly undoneBy: string | null;
};

export type TaskRecord = {
  readonly id: string;
  readonly operation: string;
  readonly action: string;
  readonly status: Status;
  /** What it is about, masked; null for an action on nothing in particular. */
  readonly target: string | null;
  readonly identityId: string | null;
  readonly changed: boolean | null;
  /** Aborted after its first write was sent: whether it was done is not known. */
  readonly uncertain: boolean;
  /** Somebody asked to cancel it while it ran: it is not taken up. */
  readonly cancelAsked: boolean;
  readonly timing: Timing;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly results: Readonly<Record<string, unknown>>;
  readonly changes: readonly Change[];
  readonly requests: readonly SentRequest[];
};

export type Timing = {
  readonly enqueued: string;
  readonly started: string | null;
  readonly completed: string | null;
};
