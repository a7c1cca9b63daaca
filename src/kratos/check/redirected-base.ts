import type { Probe } from './probe.ts';

/**
 * The base URL that an answer redirects to, or undefined. Kratos sends what belongs to its other port there, path and
 * all (measured): what is left of the target without the path is that port's own base URL. Of other redirects only the
 * origin, because a path or query could carry a token.
 */
export function redirectedBase({ answer, path }: Probe, asked: string): RedirectedBase | undefined {
  const location = answer?.headers['location'];
  if (answer === undefined || answer.status < 300 || answer.status > 399) return undefined;
  if (typeof location !== 'string' || !URL.canParse(location, asked)) return undefined;
  const { origin, pathname, hostname, protocol } = new URL(location, asked);
  const samePath = [path, path.replace(/^\/admin/, '')].find((one) => pathname.endsWith(one));
  // A socket has no origin: a relative target is on it.
  if (samePath === undefined)
    return { url: origin === 'null' ? asked : origin, isOtherPort: false, isHttps: false };
  const url = origin + pathname.slice(0, -samePath.length);
  const before = new URL(asked);
  const isHttps = hostname === before.hostname && protocol === 'https:' && before.protocol === 'http:';
  return { url, isOtherPort: !isHttps, isHttps };
}

export type RedirectedBase = {
  readonly url: string;
  /** The same path elsewhere, as Kratos's ports send each other what is not theirs. */
  readonly isOtherPort: boolean;
  /** The same host over TLS. */
  readonly isHttps: boolean;
};
