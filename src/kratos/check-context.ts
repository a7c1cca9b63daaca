import { IdpError } from '../errors/idp-error.ts';
import type { KratosContext } from './contexts.ts';
import { valueChecks, type ValueCheck } from './context-values.ts';

/** What is wrong with a context: the path of the key that is to blame, and a sentence without its full stop. */
export type ContextFault = { readonly path: readonly string[]; readonly what: string };

/** Checks one context; `where` names it in the sentence. Fails with usage. */
export function checkContext(context: KratosContext, where: string): KratosContext {
  const found = contextFault(context, where);
  if (found !== undefined) throw new IdpError('usage', `${found.what}.`);
  return context;
}

/**
 * The first fault of what a file says of a context, whatever that is; undefined where there is none. Neither values nor
 * keys that idp does not know are repeated: either may be a secret in the wrong place.
 */
export function contextFault(context: object, where: string): ContextFault | undefined {
  for (const [key, value] of Object.entries(context) as [string, unknown][]) {
    const check = valueChecks[key as keyof KratosContext] as ValueCheck | undefined;
    if (check === undefined || !Object.hasOwn(valueChecks, key)) {
      return {
        path: [key],
        what: `${where} has an unknown key; known are ${contextKeys.join(', ')}`,
      };
    }
    const wrong = check(value, key, where);
    if (wrong !== undefined) return { path: [key, ...(wrong.below ?? [])], what: wrong.what };
  }
  return combinationFault(context, where);
}

/** What a context may hold. */
const contextKeys: readonly string[] = Object.keys(valueChecks);

/** What a context's keys say together. */
function combinationFault(context: KratosContext, where: string): ContextFault | undefined {
  const project = context['project-url'] !== undefined;
  if (!project && context['admin-url'] === undefined) {
    return { path: [], what: `${where} has no admin-url` };
  }
  if (project && context['api-key'] === undefined) {
    return fault('project-url', `${where} has a project-url and no api-key`);
  }
  if (!project && context['api-key'] !== undefined) {
    return fault('api-key', `api-key of ${where} goes with a project-url, which is not there`);
  }
  if (project) {
    const beside = (['admin-url', 'public-url', 'bearer-token'] as const).find(
      (key) => context[key] !== undefined,
    );
    if (beside !== undefined) {
      return fault(beside, `${beside} of ${where} stands beside project-url, which says it already`);
    }
  }
  return tlsFault(context, where) ?? authorizationFault(context, where);
}

const fault = (key: keyof KratosContext, what: string): ContextFault => ({ path: [key], what });

function tlsFault(context: KratosContext, where: string): ContextFault | undefined {
  if (context['client-key-file'] !== undefined && context['client-cert-file'] === undefined) {
    return fault(
      'client-key-file',
      `client-key-file of ${where} goes with a client-cert-file, which is not there`,
    );
  }
  if (context.insecure === true && context['ca-file'] !== undefined) {
    return fault('insecure', `${where} is insecure and has a ca-file: what is not verified needs none`);
  }
  const tls = (['ca-file', 'client-cert-file', 'tls-server-name', 'insecure'] as const).find(
    (key) => context[key] !== undefined && context[key] !== false,
  );
  const urls = [context['admin-url'], context['public-url'], context['hydra-admin-url']];
  if (tls === undefined || context['project-url'] !== undefined) return undefined;
  if (urls.some((one) => one !== undefined && /^\s*https:/i.test(one))) return undefined;
  return fault(tls, `${tls} of ${where} is for https, and no URL of it is https`);
}

function authorizationFault(context: KratosContext, where: string): ContextFault | undefined {
  const name = Object.keys(context.headers ?? {}).find((one) => one.toLowerCase() === 'authorization');
  const beside = (['bearer-token', 'api-key'] as const).find((key) => context[key] !== undefined);
  if (name === undefined || beside === undefined) return undefined;
  return {
    path: ['headers', name],
    what: `Authorization in headers of ${where} stands beside ${beside}, which is sent in that header`,
  };
}
