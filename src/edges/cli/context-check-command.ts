import { errorTable, signalExit } from '../../errors/error-table.ts';
import { IdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { checkKratos, type CheckedKratos, type KratosCheck } from '../../kratos/check/check-kratos.ts';
import { defaultAdminSchema, type KratosTarget } from '../../kratos/choose-kratos.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import { isColourful } from './colour.ts';
import { engineWorld } from './engine-world.ts';
import { openTransport } from './open-transport.ts';
import type { GlobalOptions } from './options.ts';
import { renderCheck } from './render-check.ts';
import { renderError } from './render-end.ts';
import { renderData } from './render-outcome.ts';
import { say } from './say.ts';

/**
 * `idp context check`: looks at the Kratos that is meant, and changes nothing there. It is no action, so it is not
 * recorded. Gives the exit status: that of the first thing that failed, 0 where nothing did.
 */
export async function contextCheckCommand(
  host: Host,
  name: string | undefined,
  options: GlobalOptions,
): Promise<number> {
  const interruption = host.interruption();
  const over = new AbortController();
  const signal = AbortSignal.any([interruption.signal, over.signal]);
  const engine = engineWorld(host, aimedAt(name, options), [], signal);
  let status = 0;
  try {
    await say(host, options, async () => {
      const { target, transport, host: shown } = await engine.connect();
      const kratos: CheckedKratos = {
        adminUrl: target.adminUrl,
        publicUrl: target.publicUrl,
        transport,
        timeoutMs: target.timeoutMs,
        adminSchema: { id: target.adminSchemaId, isDefault: target.adminSchemaId === defaultAdminSchema },
        isHosted: isOryNetwork(target),
        hydra: await hydraOf(host, target, engine.world.secrets, { signal, debug: options.debug === true }),
        signal,
        now: host.now,
      };
      const checked = await checkKratos(kratos);
      const [failure] = checked.findings.flatMap(({ code }) => code ?? []);
      if (failure !== undefined) status = errorTable[failure].exit;
      const document = documentOf(target.context ?? (shown === 'sandbox' ? shown : null), kratos, checked);
      if (options.format !== 'text') return renderData(document, options.format);
      const colour = options.output === undefined && isColourful(host.stdout, host);
      return renderCheck(document, colour);
    });
    return status;
  } catch (thrown) {
    const received = interruption.received();
    if (!interruption.signal.aborted) throw thrown;
    host.stderr.write(renderError(interrupted, host));
    return signalExit[received ?? 'SIGINT'];
  } finally {
    over.abort();
    await engine.leave();
  }
}

/** A name behind the command is that of a context, as --context is. */
function aimedAt(name: string | undefined, options: GlobalOptions): GlobalOptions {
  if (name === undefined) return options;
  if (options.context !== undefined && options.context !== name) {
    throw new IdpError('usage', `Two contexts are named: ${name} and, by --context, ${options.context}.`, {
      hint: 'Give one of them.',
    });
  }
  return { ...options, context: name };
}

const isOryNetwork = ({ adminUrl, settings }: KratosTarget): boolean =>
  settings?.['project-url'] !== undefined || /\.oryapis\.(com|dev)$/.test(new URL(adminUrl).hostname);

/** Hydra as the public side, which has the TLS settings of Kratos, and its credentials only where both have one origin. */
async function hydraOf(
  host: Host,
  target: KratosTarget,
  secrets: SecretStore,
  options: { readonly signal: AbortSignal; readonly debug: boolean },
): Promise<CheckedKratos['hydra']> {
  const url = target.hydraAdminUrl;
  if (url === undefined) return undefined;
  // The connection to Kratos has given the warnings of the context already.
  const stderr = {
    isTerminal: false,
    write: (text: string) => (text.startsWith('debug: ') ? host.stderr.write(text) : undefined),
  };
  const transport = await openTransport({ ...host, stderr }, { ...target, publicUrl: url }, secrets, options);
  return { url, transport };
}

const interrupted = {
  code: 'aborted',
  message: 'Interrupted before everything was answered.',
  hint: 'Nothing was changed: run it again.',
} as const;

/** The check as data. Keys are kebab-case; `admin-traits` is null for a schema that cannot be read as one. */
function documentOf(context: string | null, { adminUrl, publicUrl }: CheckedKratos, checked: KratosCheck) {
  return {
    context,
    'admin-url': adminUrl,
    'public-url': publicUrl ?? null,
    version: checked.version ?? null,
    'clock-skew-ms': checked.clockSkewMs ?? null,
    schemas:
      checked.schemas?.map(({ id, traits }) => ({ id, 'admin-traits': traits?.accepted ?? null })) ?? null,
    checks: checked.findings,
  };
}

export type CheckDocument = ReturnType<typeof documentOf>;
