/** A row of `operations`. Booleans are 0 and 1, lists and maps JSON. */
export type OperationRow = {
  readonly id: number;
  readonly action: string;
  readonly effect: string;
  readonly dry_run: number;
  readonly asker: string;
  readonly host: string;
  readonly context: string | null;
  readonly reason: string | null;
  readonly parameters: string;
  readonly enqueued: string;
  readonly undoes: number | null;
  readonly many: number;
  readonly first_task: number | null;
  /** How many tasks it is to have; an operation that is still being opened has fewer. */
  readonly targets: number;
  readonly pid: number | null;
  readonly process_started: string | null;
  readonly machine: string | null;
  /** The audit record that tells of it; null where none does yet, 0 for what is older than the chain. */
  readonly record: number | null;
};

/** A row of `tasks`. */
export type TaskRow = {
  readonly id: number;
  readonly operation: number;
  readonly status: string;
  readonly target: string | null;
  readonly identity_id: string | null;
  readonly changed: number | null;
  readonly started: string | null;
  readonly completed: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  /** 1 from the first write on that was sent for it. */
  readonly writing: number;
  /** 1 from when somebody asked to cancel it while it ran. */
  readonly cancel_asked: number;
  readonly results: string;
  readonly changes: string;
  readonly requests: string;
  /** The latest audit record that tells of it. */
  readonly record: number | null;
};
