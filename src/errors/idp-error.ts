import { errorTable, type ErrorCode } from './error-table.ts';

export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The one error class. `message` is one clear sentence for the operator, `hint` what to do next,
 * `details` facts for programs. None of them holds a secret or an unmasked address.
 * `recorded` stands in for the message in history where the message quotes Kratos, whose words may
 * repeat what a person typed.
 */
export class IdpError extends Error {
  override readonly name = 'IdpError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: ErrorDetails | undefined;
  readonly recorded: string;

  constructor(code: ErrorCode, message: string, options: IdpErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? errorTable[code].hint;
    this.details = options.details;
    this.recorded = options.recorded ?? message;
  }
}

export type IdpErrorOptions = {
  readonly hint?: string;
  readonly details?: ErrorDetails;
  readonly recorded?: string;
  readonly cause?: unknown;
};

/** Any thrown thing as an IdpError; what is not one already is a fault of ours: `internal`. */
export function toIdpError(thrown: unknown): IdpError {
  if (thrown instanceof IdpError) return thrown;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new IdpError('internal', `idp failed unexpectedly: ${said}`, {
    recorded: 'idp failed unexpectedly',
    cause: thrown,
  });
}
