import { KratosRejection } from '../answer.ts';
import { isMap, listOf, type Ask, type Probe } from './probe.ts';

export type Named = { readonly message: string; readonly next: string };

/**
 * What answers at an admin URL that is not Kratos's: an HTML page, another product of Ory (they all answer /health as
 * Kratos does), Kratos without or with one /admin too many, or something else. Only reads. Undefined where it may be
 * Kratos all the same: it is one, redirects, refuses, fails or says nothing.
 */
export async function nameForeignServer(url: string, list: Probe, ask: Ask): Promise<Named | undefined> {
  const { answer, error } = list;
  if (answer === undefined || [401, 403, 429].includes(answer.status)) return undefined;
  if (answer.status >= 300 && answer.status < 400) return undefined;
  if (error === undefined && listOf(list, isIdentity) !== undefined) return undefined;
  if (/html/.test(String(answer.headers['content-type'])) || /^\s*<(!doctype|html)/i.test(answer.text)) {
    return {
      message: `${url} answers with an HTML page (${answer.status}): a web site or a login page, not Kratos's admin API.`,
      next: give,
    };
  }
  if (answer.status >= 500) return undefined;
  const get = (path: string) => ask({ method: 'GET', path });
  const [bare, clients, openId, namespaces] = await Promise.all([
    get('/identities?page_size=1'),
    get('/admin/clients?page_size=1'),
    get('/.well-known/openid-configuration'),
    get('/namespaces'),
  ]);
  if (listOf(bare, isIdentity) !== undefined) return withoutAdmin(url);
  const product = isHydraAdmin(clients)
    ? "Ory Hydra's admin port"
    : isMap(openId.body) && 'issuer' in openId.body
      ? 'the public port of an OpenID provider such as Ory Hydra'
      : isMap(namespaces.body) && Array.isArray(namespaces.body['namespaces'])
        ? 'Ory Keto'
        : undefined;
  if (product !== undefined) return { message: `${url} is ${product}, not Kratos.`, next: give };
  // In Kratos's own words, and not of a path that it lacks: it may well be Kratos, and something in its request is amiss.
  if (error instanceof KratosRejection && error.status !== 404 && error.status !== 405) return undefined;
  return {
    message: `${url} is not Kratos's admin API: it answered GET /admin/identities with ${answered(list)}.`,
    next: give,
  };
}

/** What a list of identities holds. */
export const isIdentity = (item: Record<string, unknown>): boolean =>
  typeof item['id'] === 'string' && typeof item['schema_id'] === 'string';

export const isHydraAdmin = (clients: Probe): boolean =>
  listOf(clients, (item) => typeof item['client_id'] === 'string') !== undefined;

const give =
  "Give the URL of Kratos's admin port (4434 by default), with the path that a proxy puts before /admin.";

function answered({ answer, body }: Probe): string {
  const status = answer?.status ?? 0;
  if (status === 404) return '404, as if there were no such path';
  return body === undefined ? `${status} and no JSON` : `${status} and JSON of another kind`;
}

/** idp asks for /admin/…, which Kratos has had for long; a base that ends in /admin has it twice. */
function withoutAdmin(url: string): Named {
  if (url.endsWith('/admin')) {
    return {
      message: `${url} ends in /admin, which idp adds itself.`,
      next: `Give ${url.replace(/\/admin$/, '')} as the admin URL.`,
    };
  }
  return {
    message: `${url} serves identities without /admin before them: a proxy takes it away, or this Kratos is from before v0.9.`,
    next: 'Have the proxy pass /admin/… on as it is, or upgrade Kratos.',
  };
}
