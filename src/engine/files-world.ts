/** What an action on files may use of the world outside; a front door puts it together. */
export type FilesWorld = {
  /** Bit by bit; may be read once. */
  readonly stdin: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** A private folder for what is of no use after this run, made at the first call and removed with the run. */
  readonly workFolder: () => string;
  /** Where what is kept of operations lies, under their numbers. */
  readonly operationsFolder: string;
  /** What the front door needs to go on with this run in a later sitting: plain data, for the action to keep. */
  readonly request: unknown;
  /** Whether this goes on with an operation of an earlier sitting. */
  readonly isResumed: boolean;
  /** Whether what is uncertain from an earlier sitting is to be done again. */
  readonly includeUncertain: boolean;
  /** Shows how far it is: plain data of the action's own making. */
  readonly show?: ((state: object) => void) | undefined;
};
