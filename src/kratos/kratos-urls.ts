import { IdpError } from '../errors/idp-error.ts';

/**
 * Checks one base URL of Kratos: http, https, or unix:///path of a socket; `named` is where it came from, for the
 * sentence. Fails with usage.
 */
export function checkUrl(typed: string, named: string): string {
  const url = typed.trim();
  if (/^unix:/i.test(url)) return checkSocketUrl(url, named);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new IdpError('usage', `${named} is not an http or https URL.`, {
      hint: 'For example http://127.0.0.1:4434 for the admin port of a Kratos on this machine, or unix:///run/kratos/admin.sock for a socket.',
    });
  }
  const { username, password, search, hash } = new URL(url);
  if (username !== '' || password !== '') {
    throw new IdpError('usage', `${named} holds a user name or password; a URL is no place for secrets.`, {
      hint: 'Give the URL without them.',
    });
  }
  if (search !== '' || hash !== '')
    throw new IdpError('usage', `${named} must end at the path: no ? and no #.`);
  return url.replace(/\/+$/, '');
}

function checkSocketUrl(url: string, named: string): string {
  if (/^unix:\/\/\/[^?#\s]*[^/?#\s]$/i.test(url) && decoded(url) !== undefined) return url;
  throw new IdpError('usage', `${named} is not unix:// with the absolute path of a socket.`, {
    hint: 'For example unix:///run/kratos/admin.sock; a blank is written %20.',
  });
}

function decoded(text: string): string | undefined {
  try {
    const path = decodeURIComponent(text);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/** Where a request with this path and query goes: what HTTP is told, and the socket that it goes through, if any. */
export function requestUrl(base: string, path: string): { readonly url: URL; readonly socket?: string } {
  if (!isSocketUrl(base)) return { url: new URL(base.replace(/\/+$/, '') + path) };
  return { url: new URL(`http://localhost${path}`), socket: decodeURIComponent(new URL(base).pathname) };
}

/** What a base URL is known by in sentences, and what credentials are bound to: its origin, of a socket the whole. */
export const originOf = (base: string): string => (isSocketUrl(base) ? base : new URL(base).origin);

/** Host and port for prompts and records; of a socket its URL. */
export const hostOf = (base: string): string => (isSocketUrl(base) ? base : new URL(base).host);

/** Whether a base URL is that of a unix socket. */
export const isSocketUrl = (base: string): boolean => /^unix:/i.test(base);
