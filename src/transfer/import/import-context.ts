import type { KratosAdmin } from '../../kratos/admin.ts';

/** What the handler of an import is given: the part of its world that it uses. */
export interface ImportContext {
  readonly kratos: KratosAdmin;
  readonly files: {
    readonly stdin: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
    readonly workFolder: () => string;
    readonly operationsFolder: string;
    readonly request: unknown;
    readonly isResumed: boolean;
    readonly includeUncertain: boolean;
    readonly show?: ((state: object) => void) | undefined;
  };
  /** Under which what is kept lies; undefined where nothing is to be kept. */
  readonly operation: string | undefined;
  readonly host: string;
  readonly log: (message: string) => void;
  readonly report: (results: Record<string, unknown>) => void;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}
