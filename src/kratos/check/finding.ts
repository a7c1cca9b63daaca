import type { ErrorCode } from '../../errors/error-table.ts';
import type { IdpError } from '../../errors/idp-error.ts';

/** What one question about a Kratos came to. `next` is the step that mends it; `code` only where it failed. */
export type Finding = {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'unknown';
  readonly message: string;
  readonly next?: string;
  readonly code?: ErrorCode;
};

export const ok = (check: string, message: string): Finding => ({ check, status: 'ok', message });

export const warning = (check: string, message: string, next: string): Finding => ({
  check,
  status: 'warning',
  message,
  next,
});

export const failed = (check: string, code: ErrorCode, message: string, next: string): Finding => ({
  check,
  status: 'failed',
  message,
  next,
  code,
});

/** An error of a request, whose hint is the next step. */
export const failedBy = (check: string, error: IdpError): Finding =>
  failed(check, error.code, error.message, error.hint);

/** What cannot be asked, or was answered by nothing that tells; `because` ends the sentence. */
export const unknown = (check: string, because: string, next?: string): Finding => ({
  check,
  status: 'unknown',
  message: `Unknown, because ${because}.`,
  ...(next === undefined ? {} : { next }),
});
