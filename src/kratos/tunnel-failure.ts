/** A proxy that gave no way to Kratos: nothing has been sent there. */
export class TunnelFailure extends Error {
  /** What it answered to CONNECT; absent where it gave no answer. */
  readonly status: number | undefined;
  /** The system's code, where there was none. */
  readonly code: string | undefined;

  constructor(status: number | undefined, cause?: NodeJS.ErrnoException) {
    super(cause?.message ?? `The proxy answered CONNECT with ${status}`, { cause });
    this.status = status;
    this.code = cause?.code;
  }
}
