import { join } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import { Secret } from '../secret.ts';
import { readKeyFile } from './key-file.ts';
import type { KeyMeans } from './key-means.ts';
import { unsealIdentity } from './passphrase-identity.ts';
import type { Protection } from './protection.ts';
import { readWhole } from './store-folder.ts';

/** The identity that opens the store of a folder. Fails with secret-store-locked or storage-failed. */
export async function unlock(folder: string, protection: Protection, means: KeyMeans): Promise<Secret> {
  const { identityToRecipient } = await import('age-encryption');
  for (const identity of await candidates(folder, protection, means)) {
    const recipient = await identityToRecipient(identity.reveal()).catch(() => undefined);
    if (recipient === protection.recipient) return identity;
  }
  throw new IdpError(
    'secret-store-locked',
    `${whereOf(protection)} holds another key than the secret store's.`,
    {
      hint: `The store was made for ${protection.recipient}: put the key with that public half back.`,
    },
  );
}

async function candidates(
  folder: string,
  protection: Protection,
  means: KeyMeans,
): Promise<readonly Secret[]> {
  switch (protection.protect) {
    case 'keychain': {
      const kept = await means.keychain.get(protection.recipient);
      if (kept !== undefined) return [new Secret(kept)];
      throw new IdpError(
        'secret-store-locked',
        `The keychain has no key for the secret store (service idp, account ${protection.recipient}).`,
        { hint: 'Unlock the keychain of the user who made the store, or put the key back.' },
      );
    }
    case 'passphrase': {
      const file = join(folder, protection['identity-file']);
      const sealed = readWhole(file);
      if (sealed !== undefined) return [await unsealIdentity(sealed, await means.passphrase('unlock'), file)];
      throw new IdpError(
        'storage-failed',
        `${file}, which holds the key of the secret store, is not there.`,
        {
          hint: 'Restore it from a backup: without it nobody can open the store.',
        },
      );
    }
    case 'key-file':
      return readKeyFile(protection['key-file']);
  }
}

const whereOf = (protection: Protection): string => {
  if (protection.protect === 'keychain') return 'The keychain';
  return protection.protect === 'passphrase'
    ? 'The file that the passphrase opens'
    : `The key file ${protection['key-file']}`;
};
