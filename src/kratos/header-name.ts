/** Why a context may not send a header of this name; undefined where it may. */
export function headerNameFault(name: string): string | undefined {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return 'is not the name of a header';
  if (isOwnHeader(name)) return 'is set by idp or by HTTP itself';
  return undefined;
}

/** Whether a header can carry this value as it is: no line breaks, no control characters, nothing beyond Latin-1. */
export const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7E\x80-\xFF]+$/.test(value);

/** One that `idp` or HTTP itself sets. */
export const isOwnHeader = (name: string): boolean => owned.has(name.toLowerCase());

const owned: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-request-id',
]);
