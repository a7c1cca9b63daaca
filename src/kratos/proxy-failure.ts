import { ProxyRefused } from './proxy-refused.ts';

/** A failure on the way to or at the proxy, as the operator reads it; undefined where it is not the proxy's. */
export function explainProxy(
  code: string,
  error: Error,
  proxy: string,
  at: string,
): { readonly sentence: string; readonly hint: string } | undefined {
  if (error instanceof ProxyRefused) return refused(error.status, proxy, at);
  const why = codes[code];
  return why === undefined ? undefined : { sentence: `The proxy ${proxy} ${why}.`, hint };
}

/** The answers of a proxy that are its own. */
export function refused(status: number, proxy: string, at: string): { sentence: string; hint: string } {
  if (status === 407) {
    return {
      sentence: `The proxy ${proxy} wants credentials, or others (407).`,
      hint: 'Give them in the variable: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT, percent-encoded.',
    };
  }
  if (status === 403) {
    return { sentence: `The proxy ${proxy} does not allow a connection to ${at} (403).`, hint };
  }
  return {
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
