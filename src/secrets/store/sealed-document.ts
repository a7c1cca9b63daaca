import { IdpError } from '../../errors/idp-error.ts';
import type { Secret } from '../secret.ts';
import { parseStoreDocument, storeDocumentText, type StoreDocument } from './store-document.ts';

/** A store's document as an age file that any of the recipients opens. */
export async function sealDocument(
  document: StoreDocument,
  recipients: readonly string[],
): Promise<Uint8Array> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(storeDocumentText(document));
}

/** Fails with secret-store-locked where the key does not fit, and with storage-failed where the file is damaged. */
export async function unsealDocument(
  sealed: Uint8Array,
  identity: Secret,
  file: string,
): Promise<StoreDocument> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity.reveal());
  const text = await decrypter.decrypt(sealed, 'text').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    if (why.startsWith('no identity matched')) {
      throw new IdpError('secret-store-locked', `The key does not open the secret store ${file}.`, {
        hint: 'It was made for another key, or its beginning is damaged: put back the key or the file that belong together.',
        cause: error,
      });
    }
    throw new IdpError('storage-failed', `The secret store ${file} is damaged: ${why}.`, {
      hint: 'Nothing was read or changed. Restore the file from a backup.',
      cause: error,
    });
  });
  return parseStoreDocument(text, file);
}
