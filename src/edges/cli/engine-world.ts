import type { Catalog } from '../../engine/catalog.ts';
import type { Connection, EngineWorld } from '../../engine/engine-world.ts';
import { IdpError } from '../../errors/idp-error.ts';
import { sqliteHistory } from '../../history/sqlite-history.ts';
import type { Host } from '../../host/host.ts';
import { loadAction } from '../../host/installation.ts';
import { printable } from '../../host/printable.ts';
import {
  chooseKratos,
  defaultAdminSchema,
  timeoutOf,
  type KratosTarget,
} from '../../kratos/choose-kratos.ts';
import { readContexts } from '../../kratos/contexts-file.ts';
import { hostOf } from '../../kratos/kratos-urls.ts';
import { defaultBatchTimeoutMs, defaultTimeoutMs } from '../../kratos/time-limits.ts';
import type { Narrowing } from '../../secrets/narrowing.ts';
import { commandLineSecrets } from './command-line-secrets.ts';
import { contextsFile, sandboxFile } from './files.ts';
import { localHistory } from './local-history.ts';
import { openTransport } from './open-transport.ts';
import type { GlobalOptions } from './options.ts';

/** The engine's world for this command line, its connection with all that was chosen, and how to leave it. */
export function engineWorld(
  host: Host,
  options: GlobalOptions,
  catalog: Catalog,
  signal: AbortSignal,
): {
  readonly world: EngineWorld;
  readonly connect: () => Promise<Connection & { readonly target: KratosTarget }>;
  readonly leave: () => Promise<void>;
} {
  let choice: Promise<KratosTarget> | undefined;
  const chosen = () => (choice ??= chooseKratos(options, host.env, () => readContexts(contextsFile(host))));
  const secrets = commandLineSecrets(host, options, signal, async () =>
    options.sandbox === true ? undefined : narrowingOf(await chosen()),
  );
  const recorded = localHistory(host);
  let closeSandbox: (() => Promise<void>) | undefined;

  async function target(): Promise<KratosTarget & { host: string }> {
    if (options.sandbox !== true) {
      const meant = await chosen();
      return { ...meant, host: hostOf(meant.adminUrl) };
    }
    if ((options.adminUrl ?? options.publicUrl ?? options.context) !== undefined) {
      throw new IdpError('usage', '--sandbox is the embedded Kratos: it goes with no URL and no --context.', {
        hint: 'Leave out --sandbox, or what names another Kratos.',
      });
    }
    const { startEmbedded } = await import('./start-embedded.ts');
    const sandbox = await startEmbedded({ database: sandboxFile(host) });
    closeSandbox = () => sandbox.close();
    return {
      adminUrl: sandbox.adminUrl,
      publicUrl: sandbox.publicUrl,
      timeoutMs: options.timeout === undefined ? defaultTimeoutMs : timeoutOf(options.timeout, '--timeout'),
      batchTimeoutMs: defaultBatchTimeoutMs,
      adminSchemaId: defaultAdminSchema,
      context: null,
      host: 'sandbox',
    };
  }

  type Connected = Connection & { readonly target: KratosTarget };
  let connected: Promise<Connected> | undefined;
  // Prompts and the run have one between them: the embedded Kratos is started once.
  const connect = () => (connected ??= open());

  async function open(): Promise<Connected> {
    await recorded.requireCopies();
    const meant = await target();
    return {
      target: meant,
      adminUrl: meant.adminUrl,
      host: meant.host,
      context: meant.context,
      insecure: meant.settings?.insecure === true,
      settings: { adminSchemaId: meant.adminSchemaId },
      transport: await openTransport(host, meant, secrets, { signal, debug: options.debug === true }),
    };
  }

  return {
    world: {
      catalog,
      loadAction,
      connect,
      secrets,
      history: sqliteHistory(recorded.file),
      asker: host.asker,
      signal,
      now: host.now,
      ask: options.input ? host.ask : undefined,
      onWarning: (line) => host.stderr.write(`warning: ${printable(line.message)}\n`),
      onLog: options.quiet === true ? undefined : (line) => host.stderr.write(`${printable(line.message)}\n`),
    },
    connect,
    leave: async () => closeSandbox?.(),
  };
}

function narrowingOf({ context, settings }: KratosTarget): Narrowing | undefined {
  const backends = settings?.['secret-backends'];
  return context === null || backends === undefined ? undefined : { context, backends };
}
