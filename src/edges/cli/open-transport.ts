import { dirname } from 'node:path';
import type { Host } from '../../host/host.ts';
import type { KratosTarget } from '../../kratos/choose-kratos.ts';
import { needsRoutes } from '../../kratos/route.ts';
import { createTransport, type Transport } from '../../kratos/transport.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import { version } from '../../version.ts';
import { contextsFile } from './files.ts';

/**
 * The way to the Kratos that was chosen, with what its context says of TLS, credentials and proxies; nothing is sent yet.
 * One that verifies no certificates says so on standard error, every time. Fails as openRoutes does.
 */
export async function openTransport(
  host: Host,
  target: KratosTarget,
  secrets: SecretStore,
  options: { readonly signal: AbortSignal; readonly debug: boolean },
): Promise<Transport> {
  const { adminUrl, publicUrl, context, settings } = target;
  const question = { adminUrl, publicUrl, context, settings };
  if (settings?.insecure === true) {
    host.stderr.write(
      `warning: context ${context} is insecure: certificates are not verified, so anybody in between can read and change what is sent, credentials too.\n`,
    );
  }
  const routes = needsRoutes(question, host.env)
    ? await (
        await import('../../kratos/routes.ts')
      ).openRoutes(question, { environment: host.env, secrets, folder: dirname(contextsFile(host)) })
    : undefined;
  return createTransport({
    adminUrl,
    publicUrl,
    routes,
    timeoutMs: target.timeoutMs,
    batchTimeoutMs: target.batchTimeoutMs,
    signal: options.signal,
    userAgent: `idp/${version}`,
    trace: options.debug ? (line) => host.stderr.write(`debug: ${line}\n`) : undefined,
  });
}
