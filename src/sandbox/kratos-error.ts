import { STATUS_CODES } from 'node:http';

export interface KratosErrorBody {
  code: number;
  status: string;
  reason?: string;
  message: string;
  id?: string;
  details?: Record<string, unknown>;
}

/**
 * A refusal as Kratos words it: thrown by a route, answered as `{"error": body}`.
 * `httpStatus` differs from `body.code` where Kratos itself contradicts itself (batch decoding errors).
 */
export class KratosError extends Error {
  readonly body: KratosErrorBody;
  readonly httpStatus: number;

  constructor(
    code: number,
    message: string,
    more: { reason?: string; id?: string; details?: Record<string, unknown>; httpStatus?: number } = {},
  ) {
    super(message);
    const { httpStatus = code, ...rest } = more;
    this.body = { code, status: STATUS_CODES[code] ?? '', ...rest, message };
    this.httpStatus = httpStatus;
  }
}

/** 400 with the message that Kratos gives to a request it understood but refuses. */
export function badRequest(reason: string, more: { id?: string } = {}): KratosError {
  return new KratosError(400, 'The request was malformed or contained invalid parameters', {
    reason,
    ...more,
  });
}

/** 404 of a row that is not there. */
export function notFound(reason?: string): KratosError {
  return reason === undefined
    ? new KratosError(404, 'Unable to locate the resource')
    : new KratosError(404, 'The requested resource could not be found', { reason });
}
