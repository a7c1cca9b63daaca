import type { Host } from '../../host/host.ts';
import type { CommandBackends } from '../../secrets/backends/command-backend.ts';
import type { Narrowing } from '../../secrets/narrowing.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import type { SealedStore } from '../../secrets/store/sealed-store.ts';
import { secretsFile } from './files.ts';
import type { GlobalOptions } from './options.ts';

/**
 * All that a command line can read secrets from. Nothing of it is loaded before one is read: not the encrypted store for one
 * that is in the environment, and nothing at all for a run that needs none.
 */
export function commandLineSecrets(
  host: Host,
  options: Pick<GlobalOptions, 'input'>,
  signal: AbortSignal,
  narrowing: () => Promise<Narrowing | undefined>,
): SecretStore {
  let stores: Promise<SecretStore> | undefined;
  const opened = () => (stores ??= open());

  async function open(): Promise<SecretStore> {
    const { secretStores } = await import('../../secrets/secret-stores.ts');
    const sealed = once(() => openSealed(host, options));
    return secretStores({
      environment: host.env,
      narrowing,
      sealed: async () => (await sealed()).granted,
      sealedOpensByItself: async () =>
        host.env['IDP_SECRETS_PASSPHRASE'] !== undefined ||
        (await sealed()).store.protection()?.protect !== 'passphrase',
      backends: once(() => declaredBackends(host, options, signal)),
    });
  }

  return {
    read: async (reference, action) => (await opened()).read(reference, action),
    offered: async (action) => (await opened()).offered(action),
    locked: async (action) => (await opened()).locked?.(action),
  };
}

async function openSealed(
  host: Host,
  options: Pick<GlobalOptions, 'input'>,
): Promise<{ readonly store: SealedStore; readonly granted: SecretStore }> {
  const { openStore } = await import('./secret/open-store.ts');
  const { grantedStore } = await import('../../secrets/store/granted-store.ts');
  const store = openStore(host, options);
  return { store, granted: grantedStore(store) };
}

async function declaredBackends(
  host: Host,
  options: Pick<GlobalOptions, 'input'>,
  signal: AbortSignal,
): Promise<CommandBackends> {
  const { readBackends } = await import('../../secrets/backends/read-backends.ts');
  const { commandBackends } = await import('../../secrets/backends/command-backend.ts');
  const { runProgram } = await import('../../host/run-program.ts');
  // Where idp may ask nobody, its helpers may not either.
  const atTerminal = host.prompts !== undefined && options.input;
  return commandBackends(readBackends(secretsFile(host)), (argv, timeoutMs) =>
    runProgram(argv, { environment: host.env, signal, timeoutMs, atTerminal }),
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
