import { IdpError } from '../errors/idp-error.ts';
import { contextNamed, contextUrls, type Contexts, type KratosContext } from './contexts.ts';
import { parseGoDuration } from './go-duration.ts';
import { checkUrl } from './kratos-urls.ts';
import { defaultBatchTimeoutMs, defaultTimeoutMs, longestTimeoutMs } from './time-limits.ts';

/** Which Kratos is meant, and how it is spoken to. */
export type KratosTarget = {
  readonly adminUrl: string;
  readonly publicUrl: string | undefined;
  readonly hydraAdminUrl?: string | undefined;
  readonly timeoutMs: number;
  readonly batchTimeoutMs: number;
  readonly adminSchemaId: string;
  readonly context: string | null;
  /** The context, for TLS and credentials; absent where URLs were given, which use nothing of one. */
  readonly settings?: KratosContext | undefined;
};

export type KratosChoice = {
  readonly adminUrl?: string | undefined;
  readonly publicUrl?: string | undefined;
  readonly context?: string | undefined;
  readonly timeout?: string | undefined;
};

/**
 * Flags, else the environment, else the current context; one of them as a whole, so that two servers are never
 * mixed. `contexts` is read only where it is needed. Fails with usage.
 */
export async function chooseKratos(
  flags: KratosChoice,
  environment: Readonly<Record<string, string | undefined>>,
  contexts: () => Promise<Contexts>,
): Promise<KratosTarget> {
  const timeoutMs = flags.timeout === undefined ? undefined : timeoutOf(flags.timeout, '--timeout');
  if (flags.context !== undefined && (flags.adminUrl ?? flags.publicUrl) !== undefined) {
    throw new IdpError('usage', 'Give either --context or a URL, not both: they could name two servers.');
  }
  if (flags.context === undefined) {
    const urls =
      urlsFrom(flags.adminUrl, flags.publicUrl, '--admin-url', '--public-url') ??
      urlsFrom(
        nonEmpty(environment['KRATOS_ADMIN_URL']),
        nonEmpty(environment['KRATOS_PUBLIC_URL']),
        'KRATOS_ADMIN_URL',
        'KRATOS_PUBLIC_URL',
      );
    if (urls !== undefined) {
      return {
        ...urls,
        timeoutMs: timeoutMs ?? defaultTimeoutMs,
        batchTimeoutMs: defaultBatchTimeoutMs,
        adminSchemaId: defaultAdminSchema,
        context: null,
      };
    }
  }
  const known = await contexts();
  const name = flags.context ?? known.current;
  if (name === null) throw noKratos();
  const context = contextNamed(known, name);
  const { adminUrl, publicUrl } = contextUrls(context);
  const hydraUrl = context['hydra-admin-url'];
  return {
    ...checkedUrls(
      adminUrl,
      publicUrl,
      `The admin URL of context ${name}`,
      `The public URL of context ${name}`,
    ),
    ...(hydraUrl === undefined
      ? {}
      : { hydraAdminUrl: checkUrl(hydraUrl, `The admin URL of Hydra of context ${name}`) }),
    timeoutMs: timeoutMs ?? limitOf(context.timeout, defaultTimeoutMs, `The timeout of context ${name}`),
    batchTimeoutMs: limitOf(
      context['batch-timeout'],
      defaultBatchTimeoutMs,
      `The batch-timeout of context ${name}`,
    ),
    adminSchemaId: context['admin-schema-id'] ?? defaultAdminSchema,
    context: name,
    settings: context,
  };
}

/** The time limit of one request in milliseconds. Fails with usage. */
export function timeoutOf(text: string, named: string): number {
  const ms = parseGoDuration(text);
  if (ms === undefined || ms < 1)
    throw new IdpError('usage', `${named} is not a Go duration such as 30s or 1m30s.`);
  return Math.min(ms, longestTimeoutMs);
}

export const defaultAdminSchema = 'admin_v0';

const limitOf = (text: string | undefined, otherwise: number, named: string): number =>
  text === undefined ? otherwise : timeoutOf(text, named);

function urlsFrom(
  admin: string | undefined,
  publicUrl: string | undefined,
  adminName: string,
  publicName: string,
): Pick<KratosTarget, 'adminUrl' | 'publicUrl'> | undefined {
  if (admin === undefined && publicUrl === undefined) return undefined;
  if (admin === undefined) {
    throw new IdpError('usage', `${publicName} is given without ${adminName}: actions go to the admin URL.`, {
      hint: `Give ${adminName} too, or neither, to use the current context.`,
    });
  }
  return checkedUrls(admin, publicUrl, adminName, publicName);
}

function checkedUrls(
  admin: string,
  publicUrl: string | undefined,
  adminName: string,
  publicName: string,
): Pick<KratosTarget, 'adminUrl' | 'publicUrl'> {
  return {
    adminUrl: checkUrl(admin, adminName),
    publicUrl: publicUrl === undefined ? undefined : checkUrl(publicUrl, publicName),
  };
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

function noKratos(): IdpError {
  return new IdpError('usage', 'No Kratos is chosen.', {
    hint: 'Give --admin-url http://127.0.0.1:4434, set KRATOS_ADMIN_URL, add a context (idp context add NAME --admin-url URL), or try the embedded one with --sandbox.',
  });
}
