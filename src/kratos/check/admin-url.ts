import { failed, ok, unknown, type Finding } from './finding.ts';
import { isIdentity, type Named } from './foreign-server.ts';
import { listOf, type Probe } from './probe.ts';
import { redirectedBase, type RedirectedBase } from './redirected-base.ts';
import { isSchemaList } from './schemas.ts';

/** Whether this is the answer of Kratos's admin port to a list of identities. */
export const isIdentityList = (list: Probe): boolean => listOf(list, isIdentity) !== undefined;

/** What the admin URL really is: the admin port, the public port, the two swapped, or something else. */
export function checkAdminUrl(
  url: string,
  publicUrl: string | undefined,
  asked: { readonly list: Probe; readonly adminSchemas: Probe; readonly foreign: Named | undefined },
): Finding {
  const { list, foreign } = asked;
  const { answer } = list;
  if (isIdentityList(list)) return ok(check, `${url} is Kratos's admin API${behind(url)}.`);
  if (answer === undefined) return unknown(check, 'it was not answered');
  const target = redirectedBase(list, url);
  if (target !== undefined) {
    return isSchemaList(asked.adminSchemas)
      ? publicPort(url, publicUrl, target.url)
      : redirected(url, target);
  }
  if (foreign !== undefined) return failed(check, 'unexpected-answer', foreign.message, foreign.next);
  const what = answer.status === 401 || answer.status === 403 ? 'reading is refused' : 'it failed there';
  return unknown(check, `${what} (${answer.status})`);
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
