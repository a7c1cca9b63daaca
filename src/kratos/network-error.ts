import type { ErrorCode } from '../errors/error-table.ts';
import { IdpError } from '../errors/idp-error.ts';
import { inDoubt } from './in-doubt.ts';
import { isSocketUrl } from './kratos-urls.ts';
import type { Route } from './route.ts';
import { isTlsCode } from './tls-code.ts';
import { TunnelFailure } from './tunnel-failure.ts';

/** Ways to end without an answer that the system has no code for. */
export class TimedOut extends Error {
  /** Whether there was a connection by then. Without one nothing was sent. */
  readonly connected: boolean;

  constructor(connected: boolean) {
    super();
    this.connected = connected;
  }
}
export class Interrupted extends Error {}
export class TooLarge extends Error {}
/** The connection ended in the middle of an answer. */
export class CutOff extends Error {}
/** 101: what follows is not HTTP. */
export class OtherProtocol extends Error {}

/**
 * What it means that a request got no answer, as one of the table's errors. A write that may have reached Kratos all the
 * same says so: it must be looked at before it is sent again.
 */
export async function networkError(error: unknown, failed: FailedRequest): Promise<IdpError> {
  if (error instanceof IdpError) return error;
  const { code, sentence, hint } = await explain(error, failed);
  const failure = new IdpError(code, sentence, { ...(hint === undefined ? {} : { hint }), cause: error });
  return wasNeverSent(error) ? failure : inDoubt(failure, failed);
}

export type FailedRequest = {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly timeoutMs: number;
  readonly route?: Route | undefined;
};

/** What ends before a request can have been read by whom it is for. */
function wasNeverSent(error: unknown): boolean {
  if (error instanceof TunnelFailure) return true;
  if (error instanceof TimedOut) return !error.connected;
  if (!(error instanceof Error)) return false;
  const { syscall } = error as NodeJS.ErrnoException;
  return (
    syscall === 'connect' ||
    error instanceof AggregateError ||
    /before secure TLS connection was established/.test(error.message) ||
    neverSent.test(errorCode(error))
  );
}

const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES|ENOTSOCK|EINVAL|ERR_TLS|ERR_SSL_(?!.*(DECRYPT|BAD_RECORD_MAC|UNEXPECTED_EOF))|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

type Explained = { readonly code: ErrorCode; readonly sentence: string; readonly hint?: string };

async function explain(error: unknown, { origin, timeoutMs, route }: FailedRequest): Promise<Explained> {
  if (error instanceof Interrupted) {
    return { code: 'aborted', sentence: 'Interrupted while Kratos was being asked.' };
  }
  if (error instanceof TimedOut) {
    const through = route?.proxy === undefined ? '' : ` through the proxy ${route.proxy}`;
    return {
      code: 'timeout',
      sentence: `Kratos at ${origin} did not answer within ${timeoutMs / 1000} s${through}.`,
    };
  }
  if (error instanceof TooLarge) {
    return { code: 'unexpected-answer', sentence: `What ${origin} answered is larger than 64 MiB.` };
  }
  if (error instanceof CutOff) {
    return {
      code: 'unexpected-answer',
      sentence: `${origin} closed the connection in the middle of its answer.`,
      hint: 'Look what stands between here and Kratos; a read can simply be run again.',
    };
  }
  if (error instanceof OtherProtocol) {
    return {
      code: 'unexpected-answer',
      sentence: `${origin} turns to another protocol, which nobody asked for (101).`,
    };
  }
  const code = errorCode(error);
  if (error instanceof Error) {
    if (route?.proxy !== undefined) {
      const { explainProxy } = await import('./proxy-failure.ts');
      const explained = explainProxy(code, error, route.proxy, origin);
      if (explained !== undefined) return explained;
    }
    if (isTlsCode(code)) {
      const { explainTls } = await import('./tls-failure.ts');
      return { code: 'unavailable', ...explainTls(code, error, origin) };
    }
  }
  return { code: 'unavailable', ...explainSystem(code, error, origin) };
}

function explainSystem(code: string, error: unknown, at: string): Omit<Explained, 'code'> {
  if (code === 'ECONNREFUSED') return { sentence: `Nothing listens at ${at}: the connection was refused.` };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      sentence: `The host name of ${at} cannot be resolved.`,
      ...(code === 'ENOTFOUND' ? { hint: 'Check the spelling of the host in the admin URL, and DNS.' } : {}),
    };
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return {
      sentence: `${at} closed the connection before it had answered.`,
      ...(at.startsWith('https:')
        ? {
            hint: 'Check that Kratos runs. What demands a client certificate may end a connection like this, too.',
          }
        : {}),
    };
  }
  if (code.startsWith('HPE_')) return noHttp(error, at);
  if (isSocketUrl(at)) return explainSocket(code, error, at);
  return { sentence: `No connection to ${at}: ${messageOf(error)}.` };
}

function noHttp(error: unknown, at: string): Omit<Explained, 'code'> {
  const raw = (error as { rawPacket?: Uint8Array }).rawPacket;
  // A TLS alert begins with its type, 21, and the major version, 3.
  if (raw?.[0] === 21 && raw[1] === 3) {
    return { sentence: `${at} speaks TLS, and was asked without.`, hint: 'Use https:// in the admin URL.' };
  }
  return {
    sentence: `${at} does not speak HTTP.`,
    hint: 'Check the port of the admin URL, and whether it wants https.',
  };
}

function explainSocket(code: string, error: unknown, at: string): Omit<Explained, 'code'> {
  if (code === 'ENOENT') {
    return {
      sentence: `There is no socket ${at}.`,
      hint: 'Check the path, and that Kratos runs and serves there.',
    };
  }
  if (code === 'EACCES') {
    return {
      sentence: `This user may not connect to ${at}.`,
      hint: 'Ask whoever runs Kratos to give access to the socket, or run as its user.',
    };
  }
  if (code === 'ENOTSOCK') {
    return { sentence: `${at} is not a socket.`, hint: 'Check the path of the admin URL.' };
  }
  if (code === 'EINVAL') {
    return {
      sentence: `${at} is longer than the path of a socket may be.`,
      hint: 'Link to it from a shorter path.',
    };
  }
  return { sentence: `No connection to ${at}: ${messageOf(error)}.` };
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
