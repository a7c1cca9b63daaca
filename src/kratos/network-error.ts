import { IdpError, type IdpErrorOptions } from '../errors/idp-error.ts';

/** Ways to end without an answer that the system has no code for. */
export class TimedOut extends Error {}
export class Interrupted extends Error {}
export class TooLarge extends Error {}
/** The connection ended in the middle of an answer. */
export class CutOff extends Error {}

/**
 * What it means that a request got no answer, as one of the table's errors. A write that may have reached Kratos all the
 * same says so: it must be looked at before it is sent again.
 */
export function networkError(
  error: unknown,
  failed: {
    readonly origin: string;
    readonly method: string;
    readonly path: string;
    readonly timeoutMs: number;
  },
): IdpError {
  if (error instanceof IdpError) return error;
  const { code, sentence, hint } = explain(error, failed.origin, failed.timeoutMs);
  const failure = new IdpError(code, sentence, { ...hint, cause: error });
  return neverSent.test(errorCode(error)) ? failure : inDoubt(failure, failed);
}

/** The error of a write that may have been done although no proper answer tells so; that of a read as it is. */
export function inDoubt(
  error: IdpError,
  request: { readonly method: string; readonly path: string },
): IdpError {
  if (request.method === 'GET') return error;
  const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(request.path) ?? [];
  const doubt = `What it was asked to do (${request.method}) may have been done all the same.`;
  return new IdpError(error.code, `${error.message} ${doubt}`, {
    recorded: `${error.recorded} ${doubt}`,
    hint: `Look first with idp run get-identity${id === undefined ? '' : ` ${id}`}, and run it again only if it was not done.`,
    details: { ...error.details, 'may-have-been-done': true },
    cause: error.cause ?? error,
  });
}

const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

type Explained = {
  readonly code: 'aborted' | 'timeout' | 'unexpected-answer' | 'unavailable';
  readonly sentence: string;
  readonly hint?: Pick<IdpErrorOptions, 'hint'>;
};

function explain(error: unknown, at: string, timeoutMs: number): Explained {
  if (error instanceof Interrupted) {
    return { code: 'aborted', sentence: 'Interrupted while Kratos was being asked.' };
  }
  if (error instanceof TimedOut) {
    return { code: 'timeout', sentence: `Kratos at ${at} did not answer within ${timeoutMs / 1000} s.` };
  }
  if (error instanceof TooLarge) {
    return { code: 'unexpected-answer', sentence: `What ${at} answered is larger than 64 MiB.` };
  }
  if (error instanceof CutOff) {
    return {
      code: 'unexpected-answer',
      sentence: `${at} closed the connection in the middle of its answer.`,
      hint: { hint: 'Look what stands between here and Kratos; a read can simply be run again.' },
    };
  }
  const code = errorCode(error);
  const hint = networkHints[code];
  return {
    code: 'unavailable',
    sentence: networkSentence(code, at, error),
    ...(hint === undefined ? {} : { hint: { hint } }),
  };
}

function networkSentence(code: string, at: string, error: unknown): string {
  if (code === 'ECONNREFUSED') return `Nothing listens at ${at}: the connection was refused.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The host name of ${at} cannot be resolved.`;
  if (code === 'ECONNRESET' || code === 'EPIPE') return `${at} closed the connection before it had answered.`;
  if (code.startsWith('HPE_')) return `${at} does not speak HTTP.`;
  if (code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER') return `${at} does not speak TLS.`;
  if (isTlsFailure(code)) return `No trusted TLS connection to ${at}: ${messageOf(error)}.`;
  return `No connection to ${at}: ${messageOf(error)}.`;
}

const networkHints: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Check the spelling of the host in the admin URL, and DNS.',
  HPE_INVALID_CONSTANT: 'Check the port of the admin URL, and whether it wants https.',
  EPROTO: 'The port speaks no TLS: use http:// in the admin URL, or the right port.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The port speaks no TLS: use http:// in the admin URL, or the right port.',
};

function isTlsFailure(code: string): boolean {
  return /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code);
}

/** The system's code; where every address of a host failed, that of the first. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message.trim().replace(/\.$/, '') : String(error);
}
