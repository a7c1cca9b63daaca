import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import { whileStoreWritable } from './change-store.ts';
import type { ProtectionChoice } from './choose-key.ts';
import type { KeyMeans } from './key-means.ts';
import { writeProtection, type Protection } from './protection.ts';
import { sealFor, type SealedStore } from './sealed-store.ts';
import { replaceWhole, storeFile } from './store-folder.ts';

/**
 * Gives a store a new key, protected as is chosen, and takes the old one away. In between the file is encrypted for both keys, so that a crash leaves a store which opens. `note` comes
 * before the new protection is in force, and calls it off by failing. Fails as the store does.
 */
export async function protectStore(
  store: SealedStore,
  choice: ProtectionChoice,
  keychain: KeyMeans['keychain'],
  note: (before: Protection, after: Protection) => Promise<void>,
): Promise<Reprotected> {
  const old = await store.key();
  const fresh = await store.newKey(choice);
  const { folder } = store;
  const left = await whileStoreWritable(folder, async () => {
    if (store.protection()?.recipient !== old.protection.recipient) throw changedMeanwhile();
    const document = await store.read();
    await fresh.keep();
    await replaceWhole(storeFile(folder), await sealFor(document, [old, fresh]));
    await writeProtection(folder, fresh.protection, () => note(old.protection, fresh.protection));
    await replaceWhole(storeFile(folder), await sealFor(document, [fresh]));
    return forget(folder, old.protection, fresh.protection, keychain);
  });
  return { before: old.protection, after: fresh.protection, left };
}

export type Reprotected = {
  readonly before: Protection;
  readonly after: Protection;
  /** Where the old key still lies, though it opens nothing any more; undefined where it is gone. */
  readonly left: string | undefined;
};

/** Fails no more: the change is done. A key file stays where it is, for it may open other things. */
async function forget(
  folder: string,
  old: Protection,
  fresh: Protection,
  keychain: KeyMeans['keychain'],
): Promise<string | undefined> {
  if (old.recipient === fresh.recipient) return undefined;
  if (old.protect === 'key-file') return `in the key file ${old['key-file']}`;
  try {
    if (old.protect === 'keychain') await keychain.remove(old.recipient);
    else rmSync(join(folder, old['identity-file']), { force: true });
    return undefined;
  } catch {
    return old.protect === 'keychain'
      ? `in the keychain (service idp, account ${old.recipient})`
      : join(folder, old['identity-file']);
  }
}

const changedMeanwhile = (): IdpError =>
  new IdpError('storage-failed', 'Another idp has changed the protection of the secret store meanwhile.', {
    hint: 'Nothing was changed by this one. Run it again where it is still wanted.',
  });
