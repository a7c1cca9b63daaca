import { existsSync } from 'node:fs';
import { IdpError } from '../../errors/idp-error.ts';
import type { Secret } from '../secret.ts';
import { chooseKey, type ChosenKey, type ProtectionChoice } from './choose-key.ts';
import type { KeyMeans } from './key-means.ts';
import { readProtection, type Protection } from './protection.ts';
import { sealDocument, unsealDocument } from './sealed-document.ts';
import type { StoreDocument } from './store-document.ts';
import { makeStoreFolder, protectionFile, readWhole, storeFile } from './store-folder.ts';
import { unlock } from './unlock.ts';

/** A store in a folder, opened at the first use; its key is asked for once. */
export type SealedStore = {
  readonly folder: string;
  readonly now: () => Date;
  /** How it is protected; undefined where there is no store yet. */
  protection(): Protection | undefined;
  /** Everything in it; nothing where there is no store. */
  read(): Promise<StoreDocument>;
  /** The key in force, or the one that a new store will have. Fails as `choose` does. */
  key(choose?: ChooseProtection): Promise<ChosenKey>;
  /** The key of a choice, for a store that changes its protection. */
  newKey(choice: ProtectionChoice): Promise<ChosenKey>;
};

/** Asks for the protection of a store that is about to be made. */
export type ChooseProtection = () => Promise<ProtectionChoice>;

/**
 * The store of a folder: an age file (`store.age`) for an X25519 identity, and `protection.json`, which says what keeps
 * that identity. Every method fails with secret-store-locked or storage-failed.
 */
export function sealedStore(folder: string, means: KeyMeans, now: () => Date): SealedStore {
  const identities = new Map<string, Promise<Secret>>();
  let made: Promise<ChosenKey> | undefined;

  async function unlocked(protection: Protection): Promise<Secret> {
    const known = identities.get(protection.recipient);
    if (known !== undefined) return known;
    const asked = unlock(folder, protection, means).catch((error: unknown) => {
      // After a wrong passphrase another may be typed.
      identities.delete(protection.recipient);
      throw error;
    });
    identities.set(protection.recipient, asked);
    return asked;
  }

  async function read(): Promise<StoreDocument> {
    const protection = protectionInForce(folder);
    if (protection === undefined) return emptyDocument;
    const identity = await unlocked(protection);
    const sealed = readWhole(storeFile(folder));
    if (sealed === undefined) return emptyDocument;
    try {
      return await unsealDocument(sealed, identity, storeFile(folder));
    } catch (error) {
      // Its protection may have been changed between the two files.
      if (protectionInForce(folder)?.recipient === protection.recipient) throw error;
      return read();
    }
  }

  async function key(choose: ChooseProtection = noStoreYet): Promise<ChosenKey> {
    const protection = protectionInForce(folder);
    if (protection === undefined) return (made ??= choose().then(newKey));
    return { protection, identity: await unlocked(protection), made: false, keep: () => Promise.resolve() };
  }

  async function newKey(choice: ProtectionChoice): Promise<ChosenKey> {
    makeStoreFolder(folder);
    const chosen = await chooseKey(folder, choice, means, now());
    // Known already: nobody is asked for it again.
    identities.set(chosen.protection.recipient, Promise.resolve(chosen.identity));
    return chosen;
  }

  return { folder, now, protection: () => protectionInForce(folder), read, key, newKey };
}

const emptyDocument: StoreDocument = { secrets: [] };

export const sealFor = (document: StoreDocument, keys: readonly ChosenKey[]): Promise<Uint8Array> =>
  sealDocument(
    document,
    keys.map(({ protection }) => protection.recipient),
  );

/** What a crash left before the first store was written counts for nothing. */
function protectionInForce(folder: string): Protection | undefined {
  if (!existsSync(storeFile(folder))) return undefined;
  const protection = readProtection(folder);
  if (protection !== undefined) return protection;
  throw new IdpError(
    'storage-failed',
    `${protectionFile(folder)}, which says what protects the secret store beside it, is not there.`,
    { hint: 'Restore it from a backup; without it the store is opened with age and its key.' },
  );
}

const noStoreYet = (): Promise<never> =>
  Promise.reject(
    new IdpError('secret-not-found', 'There is no secret store yet.', {
      hint: 'It is made with the first secret: idp secret add NAME KEY',
    }),
  );
