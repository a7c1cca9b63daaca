import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { ProtectionChoice } from '../../../secrets/store/choose-key.ts';
import type { Protection, ProtectionKind } from '../../../secrets/store/protection.ts';
import { inEnvironment, passphraseVariable } from './passphrase.ts';
import type { ProtectionOptions } from './secret-options.ts';

/**
 * What is to keep the key of a store: as the options say, else a person is asked, else a passphrase where one stands in
 * the environment. Fails with usage or cancelled.
 */
export async function chooseProtection(
  host: Host,
  options: ProtectionOptions,
  variable: string = passphraseVariable,
): Promise<ProtectionChoice> {
  const said = saidProtection(options);
  if (said !== undefined) return said;
  if (host.prompts === undefined || !options.input) {
    if (inEnvironment(host, variable) !== undefined) return { protect: 'passphrase' };
    throw new IdpError('usage', 'It is not said what is to protect the secret store.', {
      hint: `Give --protect keychain, --protect passphrase (with ${variable}), or --protect key-file --key-file PATH.`,
    });
  }
  const { signal } = host.interruption();
  const protect = await host.prompts.select<ProtectionKind>({
    about: 'The secret store is encrypted. What is to keep its key?',
    message: 'protection:',
    choices: [
      {
        name: 'the keychain',
        value: 'keychain',
        description: 'of this system, open while you are logged in',
      },
      {
        name: 'a passphrase',
        value: 'passphrase',
        description: 'asked for once a command, or IDP_SECRETS_PASSPHRASE',
      },
      { name: 'a key file', value: 'key-file', description: 'for machines without a person, or on a stick' },
    ],
    signal,
  });
  if (protect !== 'key-file') return { protect };
  const byDefault = join(host.folders.config, 'secrets.key');
  const typed = await host.prompts.input({ message: `key file (empty for ${byDefault}):`, signal });
  if (typed.trim() !== '') return { protect, file: resolve(typed.trim()) };
  // No other folder is made: a path below a stick that is not mounted would be taken for the stick.
  mkdirSync(host.folders.config, { recursive: true, mode: 0o700 });
  return { protect, file: byDefault };
}

/** Refuses options that say otherwise than the store has it; to say the same again is fine. Fails with usage. */
export function requireSameProtection(options: ProtectionOptions, protection: Protection): void {
  const said = saidProtection(options);
  if (said === undefined) return;
  const isSame =
    said.protect === protection.protect &&
    (said.protect !== 'key-file' ||
      protection.protect !== 'key-file' ||
      said.file === protection['key-file']);
  if (isSame) return;
  const where = protection.protect === 'key-file' ? ` ${protection['key-file']}` : '';
  throw new IdpError(
    'usage',
    `The secret store is protected already, by ${wordsFor[protection.protect]}${where}.`,
    {
      hint: 'Leave --protect and --key-file out, or change it for the whole store with idp secret protect.',
    },
  );
}

const wordsFor: Readonly<Record<ProtectionKind, string>> = {
  keychain: 'the keychain',
  passphrase: 'a passphrase',
  'key-file': 'the key file',
};

function saidProtection({ protect, keyFile }: ProtectionOptions): ProtectionChoice | undefined {
  if (keyFile !== undefined) {
    if (keyFile !== '' && (protect ?? 'key-file') === 'key-file')
      return { protect: 'key-file', file: resolve(keyFile) };
    throw new IdpError('usage', '--key-file names the file of --protect key-file.', {
      hint: 'Give both, with a path, or leave --key-file out.',
    });
  }
  if (protect === 'key-file') {
    throw new IdpError('usage', '--protect key-file needs --key-file PATH.', {
      hint: 'Name a file made by age-keygen, or one that is not there yet, which idp then makes.',
    });
  }
  return protect === undefined ? undefined : { protect };
}
