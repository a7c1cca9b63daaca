import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../secret.ts';
import { readKeyFile, requireFolderOf, writeKeyFile } from './key-file.ts';
import type { KeyMeans } from './key-means.ts';
import { sealIdentity } from './passphrase-identity.ts';
import type { Protection } from './protection.ts';
import { replaceWhole } from './store-folder.ts';

/** What an operator chose for the key of a store; `file` is absolute. */
export type ProtectionChoice =
  | { readonly protect: 'keychain' | 'passphrase' }
  | { readonly protect: 'key-file'; readonly file: string };

/** A key that is ready, and how to put it where it is to be kept, which is for whoever holds the store's lock. */
export type ChosenKey = {
  readonly protection: Protection;
  readonly identity: Secret;
  /** False where it is that of the store as it is. */
  readonly made: boolean;
  keep(): Promise<void>;
};

/**
 * Makes a new X25519 identity for a store and prepares what is to protect it, which with a passphrase takes seconds; a key
 * file that is there already is taken as it is. Fails as the means do, and with secret-store-locked for a key file that
 * cannot be used.
 */
export async function chooseKey(
  folder: string,
  choice: ProtectionChoice,
  means: KeyMeans,
  now: Date,
): Promise<ChosenKey> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const found =
    choice.protect === 'key-file' && existsSync(choice.file) ? readKeyFile(choice.file)[0] : undefined;
  if (choice.protect === 'key-file') requireFolderOf(choice.file);
  const identity = found ?? new Secret(await generateX25519Identity());
  const recipient = await identityToRecipient(identity.reveal());
  const common = { format: 1, recipient } as const;
  switch (choice.protect) {
    case 'keychain':
      // One that is locked or absent is told now, not when everything has been typed.
      await means.keychain.get(recipient);
      return {
        protection: { ...common, protect: 'keychain' },
        identity,
        made: true,
        keep: () => means.keychain.set(recipient, identity.reveal()),
      };
    case 'passphrase': {
      const file = `identity-${recipient.slice(-12)}.age`;
      const sealed = await sealIdentity(identity, recipient, await means.passphrase('set'), now);
      return {
        protection: { ...common, protect: 'passphrase', 'identity-file': file },
        identity,
        made: true,
        keep: () => replaceWhole(join(folder, file), sealed),
      };
    }
    case 'key-file':
      return {
        protection: { ...common, protect: 'key-file', 'key-file': choice.file },
        identity,
        made: true,
        keep: () =>
          found === undefined ? writeKeyFile(choice.file, identity, recipient, now) : Promise.resolve(),
      };
  }
}
