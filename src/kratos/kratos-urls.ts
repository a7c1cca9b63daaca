import { IdpError } from '../errors/idp-error.ts';

/** Checks one base URL of Kratos; `named` is where it came from, for the sentence. Fails with usage. */
export function checkUrl(typed: string, named: string): string {
  const url = typed.trim();
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new IdpError('usage', `${named} is not an http or https URL.`, {
      hint: 'For example http://127.0.0.1:4434 for the admin port of a Kratos on this machine.',
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
