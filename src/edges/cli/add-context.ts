import { resolve } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { checkContext } from '../../kratos/check-context.ts';
import { changeContexts } from '../../kratos/contexts-file.ts';
import type { KratosContext } from '../../kratos/contexts.ts';
import type { AddOptions } from './context-options.ts';
import { contextsFile } from './files.ts';
import { renderData } from './render-outcome.ts';

/** `idp context add`: the first one becomes the current one. A name that is taken is refused. */
export async function addContext(host: Host, name: string, options: AddOptions): Promise<string> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) {
    throw new IdpError(
      'usage',
      'A context is named by letters, digits, dots, - and _, beginning with a letter or digit.',
    );
  }
  if (options.adminUrl === undefined && options.projectUrl === undefined) {
    throw new IdpError('usage', `The context ${name} needs an admin URL.`, {
      hint: `For example: idp context add ${name} --admin-url http://127.0.0.1:4434, or of an Ory Network project --project-url and --api-key.`,
    });
  }
  const context = checkContext(contextOf(options), `context ${name}`);
  let current = name;
  await changeContexts(contextsFile(host), (known) => {
    if (Object.hasOwn(known.contexts, name)) {
      throw new IdpError('usage', `There is a context ${name} already.`, {
        hint: `Remove it first: idp context remove ${name}`,
      });
    }
    current = known.current ?? name;
    return { current, contexts: { ...known.contexts, [name]: context } };
  });
  return renderData({ context: name, current: current === name }, options.format);
}

function contextOf(options: AddOptions): KratosContext {
  const said = {
    'admin-url': options.adminUrl,
    'public-url': options.publicUrl,
    'hydra-admin-url': options.hydraAdminUrl,
    'project-url': options.projectUrl,
    'api-key': options.apiKey,
    'ca-file': absolute(options.caFile),
    'client-cert-file': absolute(options.clientCertFile),
    'client-key-file': absolute(options.clientKeyFile),
    'tls-server-name': options.tlsServerName,
    insecure: options.insecure,
    'bearer-token': options.bearerToken,
    headers: headersOf(options.header),
    'secret-backends': secretBackendsOf(options.secretBackend),
    timeout: options.timeout,
    'batch-timeout': options.batchTimeout,
    'admin-schema-id': options.adminSchemaId,
  } satisfies Record<keyof KratosContext, unknown>;
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Typed relative to this folder; what is kept is read from any. */
const absolute = (file: string | undefined): string | undefined =>
  file === undefined || file === '' || file.startsWith('~/') ? file : resolve(file);

function headersOf(pairs: readonly string[] | undefined): Record<string, string> | undefined {
  if (pairs === undefined) return undefined;
  const headers: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0));
    // Not repeated: it may hold the secret itself, as with curl's -H.
    if (at < 1 || !/^[\w-]+$/.test(name)) {
      throw new IdpError(
        'usage',
        '--header is written NAME=SECRET, a header and the name of the secret with its value.',
        {
          hint: 'For example --header X-Api-Key=gateway, which reads the key value of the secret gateway.',
        },
      );
    }
    if (Object.hasOwn(headers, name)) {
      throw new IdpError('usage', `--header is given twice for ${name}.`);
    }
    headers[name] = pair.slice(at + 1);
  }
  return headers;
}

/** `--secret-backend pass=reset-password,connect`, once for each backend. */
function secretBackendsOf(
  pairs: readonly string[] | undefined,
): Record<string, readonly string[]> | undefined {
  if (pairs === undefined) return undefined;
  const split = pairs.map((pair) => {
    const [, backend = '', actions = ''] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    return [backend, actions.split(',').map((action) => action.trim())] as const;
  });
  if (
    split.some(([backend]) => backend === '') ||
    new Set(split.map(([backend]) => backend)).size < split.length
  ) {
    throw new IdpError(
      'usage',
      '--secret-backend is written BACKEND=ACTION,…, once for each backend that may be read in this context.',
      { hint: "For example --secret-backend env=connect --secret-backend 'pass=*'." },
    );
  }
  return Object.fromEntries(split);
}
