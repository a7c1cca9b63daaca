/** Where a task stands: as Juju has it; `error` is recorded but never ran, `cancelled` was declined. */
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

/** What is written down before the first request: who asks for what, of which Kratos. No secrets, people masked. */
export type NewOperation = {
  readonly action: string;
  readonly effect: string;
  readonly dryRun: boolean;
  /** Operating system user, and from which machine. */
  readonly actor: string;
  readonly host: string;
  readonly context: string | null;
  readonly reason: string | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly enqueued: string;
};

export type TaskEnd = {
  readonly status: Status;
  readonly identityId: string | undefined;
  readonly changed: boolean | undefined;
  readonly started: string;
  readonly completed: string;
  readonly error: { readonly code: string; readonly message: string } | undefined;
};

/** Operations and their tasks; both draw their numbers from one sequence, as Juju's do. */
export type History = {
  /** Fails with history-unavailable. */
  open(operation: NewOperation): Promise<{ readonly operation: string; readonly task: string }>;
  close(task: string, end: TaskEnd): Promise<void>;
};
