import { IdpError, toIdpError } from '../errors/idp-error.ts';
import { backendReference } from './backends/backend-reference.ts';
import type { CommandBackends } from './backends/command-backend.ts';
import { environmentStore } from './environment-store.ts';
import { noSuchSecret, notInEnvironment } from './no-such-secret.ts';
import { isNarrowedAway, notReadable, type Narrowing } from './narrowing.ts';
import { isSecretName } from './secret-name.ts';
import type { LockedSecrets, SecretContent, SecretStore } from './secret-store.ts';

/** Every place that secrets are read from. What is a function is called no sooner than it is needed. */
export type SecretPlaces = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The encrypted store. */
  readonly sealed: () => Promise<SecretStore>;
  /** Whether the encrypted store says what it offers without asking anybody for anything. */
  readonly sealedOpensByItself: () => Promise<boolean>;
  readonly backends: () => Promise<CommandBackends>;
  /** What the context that is meant says of backends; undefined where it says nothing. */
  readonly narrowing: () => Promise<Narrowing | undefined>;
};

/**
 * All of them as one: `BACKEND:NAME` is read from that backend alone, any other reference from the environment, where
 * nothing has to be unlocked, and else from the encrypted store. What a backend holds is granted to every action unless
 * the context narrows it; the encrypted store has grants of its own. Fails as each of them does, and with usage where
 * there is no such backend.
 */
export function secretStores(places: SecretPlaces): SecretStore {
  const environment = environmentStore(places.environment);
  return { read, offered, locked };

  async function read(reference: string, action: string): Promise<SecretContent> {
    const told = backendReference(reference);
    if (told === undefined) return readByName(reference, action);
    const backends = told.backend === 'env' ? undefined : await places.backends();
    const narrowing = await places.narrowing();
    if (isNarrowedAway(narrowing, told.backend, action)) throw notReadable(narrowing, told.backend, action);
    if (backends !== undefined) return backends(told);
    const content = await found(environment.read(told.name, action));
    if (content !== undefined) return content;
    throw isSecretName(told.name)
      ? notInEnvironment(told.name, told.key ?? 'password')
      : noSuchSecret(reference, action);
  }

  async function readByName(reference: string, action: string): Promise<SecretContent> {
    // What is no name may be a password: nobody is asked to unlock anything for it.
    if (!isSecretName(reference)) throw noSuchSecret(reference, action);
    const inEnvironment = await found(environment.read(reference, action));
    const narrowing = inEnvironment === undefined ? undefined : await places.narrowing();
    const isHidden = isNarrowedAway(narrowing, 'env', action);
    if (inEnvironment !== undefined && !isHidden) return inEnvironment;
    const stored = await found((await places.sealed()).read(reference, action));
    if (stored !== undefined) return stored;
    throw isHidden ? notReadable(narrowing, 'env', action) : noSuchSecret(reference, action);
  }

  /** No command is run to find out what it might print. A store that cannot be opened offers nothing. */
  async function offered(action: string): Promise<readonly string[]> {
    const inEnvironment = await environment.offered(action);
    const isHidden = inEnvironment.length > 0 && isNarrowedAway(await places.narrowing(), 'env', action);
    const stored = await offeredByStore(action).catch(() => []);
    return [...new Set([...(isHidden ? [] : inEnvironment), ...stored])];
  }

  async function locked(action: string): Promise<LockedSecrets | undefined> {
    const unlock = async () => (await places.sealed()).offered(action);
    if (!(await places.sealedOpensByItself())) return { why: 'Its passphrase is asked for.', unlock };
    try {
      await unlock();
      return undefined;
    } catch (error) {
      return { why: toIdpError(error).message, unlock };
    }
  }

  async function offeredByStore(action: string): Promise<readonly string[]> {
    if (!(await places.sealedOpensByItself())) return [];
    return (await places.sealed()).offered(action);
  }
}

/** Undefined where there is no such secret. */
async function found(content: Promise<SecretContent>): Promise<SecretContent | undefined> {
  try {
    return await content;
  } catch (error) {
    if (error instanceof IdpError && error.code === 'secret-not-found') return undefined;
    throw error;
  }
}
