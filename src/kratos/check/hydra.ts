import { isIdentityList } from './admin-url.ts';
import { failed, ok, type Finding } from './finding.ts';
import { isHydraAdmin } from './foreign-server.ts';
import { versionOf } from './kratos-version.ts';
import { isMap, type Ask, type Probe } from './probe.ts';
import { redirectedBase } from './redirected-base.ts';

/** Whether Hydra's admin URL is that: by its list of clients, of which one is asked for. `ask` has it as public side. */
export async function checkHydra(url: string, ask: Ask): Promise<Finding> {
  const get = (path: string) => ask({ method: 'GET', path, side: 'public' });
  const [clients, version, identities] = await Promise.all([
    get('/admin/clients?page_size=1'),
    get('/version'),
    get('/admin/identities?page_size=1'),
  ]);
  if (isHydraAdmin(clients) && !isAnything(clients, version)) {
    const release = versionOf(version);
    return ok(check, `${url} is Ory Hydra's admin API${release === undefined ? '' : `, ${release}`}.`);
  }
  const { error } = clients;
  if (error !== undefined && error.code !== 'unexpected-answer' && error.code !== 'kratos-rejected') {
    return failed(check, error.code, words(error.message), words(error.hint));
  }
  return failed(
    check,
    'unexpected-answer',
    `${url} is not Ory Hydra's admin API: it ${whatElse(url, clients, identities)}.`,
    "Give Hydra's admin URL (port 4445 by default) as hydra-admin-url.",
  );
}

const check = 'hydra';

/** The sentences of the transport speak of Kratos. */
const words = (text: string) =>
  text.replaceAll('Kratos', 'Hydra').replaceAll('the admin URL', 'hydra-admin-url');

/** A server that answers everything with an empty list; where /version is not served at all, that is no sign of one. */
const isAnything = (clients: Probe, version: Probe): boolean =>
  Array.isArray(clients.body) &&
  clients.body.length === 0 &&
  version.error === undefined &&
  !isMap(version.body);

function whatElse(url: string, clients: Probe, identities: Probe): string {
  if (isIdentityList(identities)) return "is Kratos's admin port";
  const target = redirectedBase(clients, url);
  if (target !== undefined) return `redirects to ${target.url}`;
  return `answered GET /admin/clients with ${clients.answer?.status ?? 'nothing'} and no list of clients`;
}
