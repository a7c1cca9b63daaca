import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { HookServer, HookServerOptions } from '../../../password-hook/hook-server.ts';
import { migrationCounts } from '../../../password-hook/migration-counts.ts';
import type { Secret } from '../../../secrets/secret.ts';
import type { HashDatabase } from '../../../password-hook/hash-database.ts';
import { commandLineSecrets } from '../command-line-secrets.ts';
import { chosenNarrowing } from './chosen-narrowing.ts';
import { hookDatabaseFile, requireHookDatabase, withHookDatabase } from './hook-database.ts';
import { hookLog } from './hook-log.ts';
import { readHookKey, readHookSecret } from './hook-secret.ts';
import { loadNamedFiles } from './load-named-files.ts';
import { readServeOptions, type ServeOptions } from './serve-options.ts';

/**
 * `idp password-hook serve`: answers Kratos until a signal ends it; that is its regular end, exit 0. The URL is printed when
 * it answers.
 */
export async function serveCommand(
  host: Host,
  files: readonly string[],
  options: ServeOptions,
): Promise<number> {
  const { signal } = host.interruption();
  const { port, limits, isLoopback } = readServeOptions(options);
  const { key, pepper } = await readSecrets(host, options);
  const database = hookDatabaseFile(host, options);
  if (files.length === 0) requireHookDatabase(database);
  await withHookDatabase(database, async (db) => {
    if (files.length > 0) await loadNamedFiles(host, db, database, files);
    requireUsable(db, pepper);
    const counts = () => migrationCounts(db);
    const server = await start({
      db,
      host: options.host,
      port,
      key: key === undefined ? undefined : { header: options.keyHeader, value: key.reveal() },
      settings: pepper === undefined ? {} : { pepper: pepper.reveal() },
      limits,
      now: host.now,
      onAnswer: hookLog(host, options, counts),
    });
    if (!isLoopback) host.stderr.write(warnings.inClear);
    if (key === undefined) host.stderr.write(warnings.withoutKey);
    host.stdout.write(`${server.url}\n`);
    await aborted(signal);
    await server.close();
  });
  return 0;
}

const warnings = {
  inClear:
    'warning: passwords come to this server in clear: keep its network private, or put TLS in front of it.\n',
  withoutKey: 'warning: without a key, everybody on this machine can try passwords here.\n',
};

async function readSecrets(
  host: Host,
  options: ServeOptions,
): Promise<{ key: Secret | undefined; pepper: Secret | undefined }> {
  const { signal } = host.interruption();
  const secrets = commandLineSecrets(host, options, signal, () => chosenNarrowing(host, options));
  const { keySecretId, keyHeader, pepperSecretId } = options;
  const key =
    keySecretId === undefined
      ? undefined
      : await readHookKey(secrets, '--key-', { secretId: keySecretId, header: keyHeader });
  const pepper =
    pepperSecretId === undefined
      ? undefined
      : await readHookSecret(secrets, '--pepper-secret-id', pepperSecretId, 'pepper');
  return { key, pepper };
}

function requireUsable(db: HashDatabase, pepper: Secret | undefined): void {
  const { total, kinds } = migrationCounts(db);
  if (total === 0) {
    throw new IdpError('usage', 'There are no hashes to serve.', {
      hint: 'Load them with idp password-hook load FILE.',
    });
  }
  const peppered = kinds.get('peppered-bcrypt')?.total ?? 0;
  if (peppered > 0 && pepper === undefined) {
    throw new IdpError(
      'usage',
      `${peppered} of the hashes are peppered, and match nothing without their pepper.`,
      {
        hint: 'Store the pepper of the old system as a secret, and name it with --pepper-secret-id.',
      },
    );
  }
}

async function start(options: HookServerOptions): Promise<HookServer> {
  const { startHookServer } = await import('../../../password-hook/hook-server.ts');
  try {
    return await startHookServer(options);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== 'listen' && syscall !== 'getaddrinfo') throw error;
    const why = code === 'EADDRINUSE' ? 'is taken' : `cannot be opened (${code})`;
    throw new IdpError('usage', `Port ${options.port} of ${options.host} ${why}.`, {
      hint: 'Choose another with --port and --host; port 0 means any that is free.',
      cause: error,
    });
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
