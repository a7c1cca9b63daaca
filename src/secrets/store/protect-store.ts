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
 * Gives a store a new key, protected as is chosen, and takes the old one away (a key file stays: it may open other
 * things). In between the file is encrypted for both keys, so that a crash leaves a store which opens. `note` comes
 * before the new protection is in force, and calls it off by failing. Fails as the store does.
 */
export async function protectStore(
  store: SealedStore,
  choice: ProtectionChoice,
  keychain: KeyMeans['keychain'],
  note: (before: Protection, after: Protection) => Promise<void>,
): Promise<{ readonly before: Protection; readonly after: Protection }> {
  const old = await store.key();
  const fresh = await store.newKey(choice);
  const { folder } = store;
  await whileStoreWritable(folder, async () => {
    if (store.protection()?.recipient !== old.protection.recipient) throw changedMeanwhile();
    const document = await store.read();
    await fresh.keep();
    await replaceWhole(storeFile(folder), await sealFor(document, [old, fresh]));
    await writeProtection(folder, fresh.protection, () => note(old.protection, fresh.protection));
    await replaceWhole(storeFile(folder), await sealFor(document, [fresh]));
    await forget(folder, old.protection, fresh.protection, keychain);
  });
  return { before: old.protection, after: fresh.protection };
}

async function forget(
  folder: string,
  old: Protection,
  fresh: Protection,
  keychain: KeyMeans['keychain'],
): Promise<void> {
  if (old.recipient === fresh.recipient) return;
  if (old.protect === 'keychain') await keychain.remove(old.recipient);
  if (old.protect === 'passphrase') rmSync(join(folder, old['identity-file']), { force: true });
}

const changedMeanwhile = (): IdpError =>
  new IdpError('storage-failed', 'Another idp has changed the protection of the secret store meanwhile.', {
    hint: 'Nothing was changed by this one. Run it again where it is still wanted.',
  });
