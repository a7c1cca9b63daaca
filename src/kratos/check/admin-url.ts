import { failed, ok, unknown, type Finding } from './finding.ts';
import { nameForeignServer } from './foreign-server.ts';
import { listOf, type Ask, type Probe } from './probe.ts';
import { redirectedBase, type RedirectedBase } from './redirected-base.ts';
import { isSchemaList } from './schemas.ts';

/** Whether this is the answer of Kratos's admin port to a list of identities. */
export const isIdentityList = (list: Probe): boolean =>
  listOf(list, (item) => typeof item['id'] === 'string' && typeof item['schema_id'] === 'string') !==
  undefined;

/**
 * What the admin URL really is: the admin port, the public port, the two swapped, or something else. `list` and `schemas`
 * are its answers to `/admin/identities` and `/schemas`; what is neither is asked a few questions more.
 */
export async function checkAdminUrl(
  url: string,
  publicUrl: string | undefined,
  list: Probe,
  schemas: Probe,
  ask: Ask,
): Promise<Finding> {
  if (isIdentityList(list)) return ok(check, `${url} is Kratos's admin API${behind(url)}.`);
  const { answer } = list;
  if (answer === undefined) return unknown(check, 'it was not answered');
  if (answer.status === 401 || answer.status === 403) {
    return unknown(check, `reading is refused (${answer.status})`);
  }
  const target = redirectedBase(list, url);
  if (target !== undefined && isSchemaList(schemas)) return publicPort(url, publicUrl, target.url);
  if (target !== undefined) return redirected(url, target);
  if (answer.status === 429 || answer.status >= 500)
    return unknown(check, `it failed there (${answer.status})`);
  const named = await nameForeignServer(url, list, ask);
  return failed(check, 'unexpected-answer', named.message, named.next);
}

const check = 'admin-url';

function publicPort(url: string, publicUrl: string | undefined, to: string): Finding {
  return failed(
    check,
    'unexpected-answer',
    `${url} is Kratos's public port: it sends what is meant for the admin port to ${to}.`,
    publicUrl === to
      ? `The two are swapped: give ${to} as the admin URL and ${url} as the public URL.`
      : `Give ${url} as the public URL, and as the admin URL ${to}, if that can be reached from here.`,
  );
}

function redirected(url: string, { url: to, isHttps, isOtherPort }: RedirectedBase): Finding {
  const next = isHttps
    ? `Give ${to} as the admin URL: redirects are never followed.`
    : isOtherPort
      ? `If ${to} is Kratos's admin port, give it as the admin URL: redirects are never followed.`
      : 'Give an address of the admin port that no proxy or login page stands in front of, or what it wants to let you in.';
  return failed(check, 'unexpected-answer', `${url} redirects GET /admin/identities to ${to}.`, next);
}

const behind = (url: string): string => {
  const { pathname, protocol } = new URL(url);
  return pathname === '/' || protocol === 'unix:' ? '' : `, behind the path ${pathname}`;
};
