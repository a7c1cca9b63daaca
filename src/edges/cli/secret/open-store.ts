import { join } from 'node:path';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { Secret } from '../../../secrets/secret.ts';
import type { KeyMeans } from '../../../secrets/store/key-means.ts';
import { sealedStore, type SealedStore } from '../../../secrets/store/sealed-store.ts';
import type { GlobalOptions } from '../options.ts';
import { askHiddenTwice } from './ask-hidden.ts';

/** The store in this user's data folder, with the keychain, the environment and the person at the terminal to open it. */
export function openStore(host: Host, options: Pick<GlobalOptions, 'input'>): SealedStore {
  return sealedStore(storeFolder(host), keyMeans(host, options), host.now);
}

const storeFolder = (host: Host): string => join(host.folders.data, 'secrets');

/** Where the key of a store is come by. */
export function keyMeans(host: Host, options: Pick<GlobalOptions, 'input'>): KeyMeans {
  return { keychain: lazyKeychain, passphrase: (why) => passphrase(host, options, why) };
}

const load = async () => (await import('../../../host/keychain.ts')).systemKeychain();

const lazyKeychain: KeyMeans['keychain'] = {
  get: async (account) => (await load()).get(account),
  set: async (account, value) => (await load()).set(account, value),
  remove: async (account) => (await load()).remove(account),
};

async function passphrase(
  host: Host,
  options: Pick<GlobalOptions, 'input'>,
  why: 'unlock' | 'set',
): Promise<Secret> {
  const { prompts } = host;
  const fromEnvironment = host.env['IDP_SECRETS_PASSPHRASE'] ?? '';
  if (fromEnvironment !== '') return new Secret(fromEnvironment);
  if (prompts === undefined || !options.input) throw nobodyToAsk();
  const { signal } = host.interruption();
  if (why === 'unlock')
    return new Secret(await prompts.password({ message: 'passphrase of the secret store:', signal }));
  return new Secret(
    await askHiddenTwice(prompts, 'new passphrase of the secret store:', signal, faultOfPassphrase),
  );
}

const faultOfPassphrase = (typed: string): string | undefined => (typed === '' ? 'It is empty.' : undefined);

const nobodyToAsk = (): IdpError =>
  new IdpError(
    'secret-store-locked',
    'A passphrase protects the secret store, and nobody can be asked for it here.',
    {
      hint: 'Set IDP_SECRETS_PASSPHRASE in the environment of this command.',
    },
  );
