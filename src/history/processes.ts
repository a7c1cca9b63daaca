/** Which process runs an operation, so that it can be told later whether it still does. */
export type ProcessMark = {
  readonly pid: number;
  /** When it was started, as the system counts it; null where that cannot be known. */
  readonly started: string | null;
  readonly machine: string;
};

export type Processes = {
  /** The mark of this process. */
  own(): ProcessMark;
  /** Whether the process of this mark still runs. Those of other machines cannot be seen, and count as alive. */
  isAlive(mark: ProcessMark): boolean;
};
