import { IdpError } from '../../errors/idp-error.ts';
import { noSuchSecret } from '../no-such-secret.ts';
import { readerInWords } from '../other-readers.ts';
import type { SecretStore } from '../secret-store.ts';
import { findSecret } from './find-secret.ts';
import { isGranted, latestOf } from './secret-facts.ts';
import type { SealedStore } from './sealed-store.ts';
import type { StoreDocument } from './store-document.ts';

/**
 * A sealed store as actions read it: the latest revision of what is granted to them. The file is decrypted once. Fails as
 * the store does, with secret-not-found, and with secret-not-granted and the command that would grant it.
 */
export function grantedStore(store: Pick<SealedStore, 'read' | 'protection'>): SecretStore {
  let opened: Promise<StoreDocument> | undefined;
  const read = (): Promise<StoreDocument> => (opened ??= opening());
  // What failed may be tried again.
  const opening = () =>
    store.read().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  return {
    async read(reference, action) {
      const found = findSecret(await read(), reference);
      if (found === undefined) throw noSuchSecret(reference, action);
      if (!isGranted(found, action)) throw notGranted(found.name, action);
      return latestOf(found).content;
    },
    async offered(action) {
      if (store.protection() === undefined) return [];
      const { secrets } = await read();
      return secrets.filter((secret) => isGranted(secret, action)).map(({ name }) => name);
    },
  };
}

const notGranted = (name: string, action: string): IdpError =>
  new IdpError('secret-not-granted', `The secret ${name} is not granted to ${readerInWords(action)}.`, {
    hint: `Nothing was sent. Grant it: idp secret grant ${name} ${action}`,
    details: { secret: name, action },
  });
