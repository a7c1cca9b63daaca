import { TunnelFailure } from './tunnel-failure.ts';

/**
 * A failure on the way to the proxy, or at it, as the operator reads it; undefined where it is not the proxy's. In a tunnel
 * everything after CONNECT is Kratos's, without one every connection is the proxy's.
 */
export function explainProxy(code: string, error: Error, proxy: string, at: string): ProxyFault | undefined {
  const digging = error instanceof TunnelFailure;
  if (at.startsWith('https:') && !digging) return undefined;
  if (digging && error.status !== undefined) return refused(error.status, proxy, at);
  if (code.startsWith('HPE_')) return fault(`The proxy ${proxy} does not speak HTTP.`);
  const why = codes[code];
  if (why !== undefined) return fault(`The proxy ${proxy} ${why}.`);
  const said = error.message.trim().replace(/\.$/, '');
  return fault(`No connection to the proxy ${proxy}: ${said}.`);
}

type ProxyFault = {
  readonly code: 'unavailable' | 'unauthorised' | 'forbidden';
  readonly sentence: string;
  readonly hint: string;
};

const fault = (sentence: string): ProxyFault => ({ code: 'unavailable', sentence, hint });

/** What no patience mends has the codes that it has without a tunnel, too. */
function refused(status: number, proxy: string, at: string): ProxyFault {
  if (status === 407) {
    return {
      code: 'unauthorised',
      sentence: `The proxy ${proxy} wants credentials, or others (407).`,
      hint: 'Give them in the variable: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT, percent-encoded.',
    };
  }
  if (status === 403) {
    return {
      code: 'forbidden',
      sentence: `The proxy ${proxy} does not allow a connection to ${at} (403).`,
      hint,
    };
  }
  return {
    code: 'unavailable',
    sentence: `The proxy ${proxy} gives no connection to ${at} (${status}).`,
    hint: `Check the URL of Kratos. ${hint}`,
  };
}

const hint = 'Check HTTPS_PROXY and HTTP_PROXY; NO_PROXY names the hosts that are reached without one.';

const codes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection: nothing listens there',
  ENOTFOUND: 'cannot be resolved',
  EAI_AGAIN: 'cannot be resolved',
  ECONNRESET: 'closed the connection before it had answered',
  EPIPE: 'closed the connection before it had answered',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  ETIMEDOUT: 'cannot be reached',
};
