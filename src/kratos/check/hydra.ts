import { failed, failedBy, ok, type Finding } from './finding.ts';
import { isHydraAdmin } from './foreign-server.ts';
import { isIdentityList } from './admin-url.ts';
import type { Ask } from './probe.ts';
import { redirectedBase } from './redirected-base.ts';
import { versionOf } from './kratos-version.ts';

/** Whether Hydra's admin URL is that: by its list of clients, of which one is asked for. */
export async function checkHydra(url: string, ask: Ask): Promise<Finding> {
  const get = (path: string) => ask({ method: 'GET', path });
  const [clients, version, identities] = await Promise.all([
    get('/admin/clients?page_size=1'),
    get('/version'),
    get('/admin/identities?page_size=1'),
  ]);
  // A list that is empty may be that of anything; Kratos has no clients, and Hydra no identities.
  if (isHydraAdmin(clients) && !isIdentityList(identities)) {
    const release = versionOf(version);
    return ok(check, `${url} is Ory Hydra's admin API${release === undefined ? '' : `, ${release}`}.`);
  }
  const { answer, error } = clients;
  if (
    error !== undefined &&
    (answer === undefined || [401, 403, 429].includes(answer.status) || answer.status >= 500)
  ) {
    return failedBy(check, error);
  }
  const target = redirectedBase(clients, url);
  const what = isIdentityList(identities)
    ? "is Kratos's admin port"
    : target === undefined
      ? `answered GET /admin/clients with ${answer?.status} and no list of clients`
      : `redirects to ${target.url}`;
  return failed(
    check,
    'unexpected-answer',
    `${url} is not Ory Hydra's admin API: it ${what}.`,
    "Give Hydra's admin URL (port 4445 by default) as hydra-admin-url.",
  );
}

const check = 'hydra';
