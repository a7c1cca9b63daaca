import { IdpError } from '../../errors/idp-error.ts';
import { writeProtection } from './protection.ts';
import { sealFor, type ChooseProtection, type SealedStore } from './sealed-store.ts';
import type { StoreDocument } from './store-document.ts';
import { makeStoreFolder, notWritable, replaceWhole, storeFile, sweep } from './store-folder.ts';
import { whileStoreLocked } from './store-lock.ts';

/** What a change makes of a document, and whatever else it has to tell. */
export type Changed = { readonly document: StoreDocument };

/**
 * Makes the store what `work` says of what is in it now; where that is the same document, nothing is written. Of several
 * processes each sees what those before it wrote. The file is replaced as a whole or not at all; `note` is called when
 * all is ready, and calls it off by failing. `choose` is asked where there is no store yet. Fails as they and the store do.
 */
export async function changeStore<T extends Changed>(
  store: SealedStore,
  work: (known: StoreDocument) => T,
  note: (changed: T) => Promise<void>,
  choose?: ChooseProtection,
): Promise<T> {
  for (;;) {
    // Before the lock: it may ask a person, or take seconds.
    const key = await store.key(choose);
    const changed = await whileStoreWritable(store.folder, async () => {
      const inForce = store.protection();
      const isInForce = key.made ? inForce === undefined : inForce?.recipient === key.protection.recipient;
      // Another process was faster: its key is the one now.
      if (!isInForce) return undefined;
      const before = await store.read();
      const after = work(before);
      if (after.document === before) return after;
      const sealed = await sealFor(after.document, [key]);
      if (key.made) {
        await key.keep();
        await writeProtection(store.folder, key.protection);
      }
      await replaceWhole(storeFile(store.folder), sealed, () => note(after));
      return after;
    });
    if (changed !== undefined) return changed;
  }
}

/** Runs `work` with the store's lock held, and what was left over swept away. Fails with storage-failed. */
export async function whileStoreWritable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    makeStoreFolder(folder);
    return await whileStoreLocked(folder, () => {
      sweep(folder);
      return work();
    });
  } catch (error) {
    throw error instanceof IdpError ? error : notWritable(folder, error);
  }
}
