import { join } from 'node:path';
import type { Host } from '../../../host/host.ts';
import type { KeyMeans } from '../../../secrets/store/key-means.ts';
import { sealedStore, type SealedStore } from '../../../secrets/store/sealed-store.ts';
import type { GlobalOptions } from '../options.ts';
import { newPassphrase, passphraseInForce, passphraseVariable } from './passphrase.ts';

/**
 * The store in this user's data folder, with the keychain, the environment and the person at the terminal to open it.
 * `variable` is where a new passphrase may stand.
 */
export function openStore(
  host: Host,
  options: Pick<GlobalOptions, 'input'>,
  variable: string = passphraseVariable,
): SealedStore {
  const means: KeyMeans = {
    keychain: lazyKeychain,
    passphrase: (why) =>
      why === 'set' ? newPassphrase(host, options, variable) : passphraseInForce(host, options),
  };
  return sealedStore(join(host.folders.data, 'secrets'), means, host.now);
}

const load = async () => (await import('../../../host/keychain.ts')).systemKeychain();

export const lazyKeychain: KeyMeans['keychain'] = {
  get: async (account) => (await load()).get(account),
  set: async (account, value) => (await load()).set(account, value),
  remove: async (account) => (await load()).remove(account),
};
