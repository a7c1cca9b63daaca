import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { Secret } from '../../../secrets/secret.ts';
import type { GlobalOptions } from '../options.ts';
import { askHiddenTwice } from './ask-hidden.ts';

/** The variable with the passphrase of a store, and that with the one it is to have, of a store that has one already. */
export const passphraseVariable = 'IDP_SECRETS_PASSPHRASE';
export const newPassphraseVariable = 'IDP_SECRETS_NEW_PASSPHRASE';

/** The passphrase that is in force: from the environment, else typed. Fails with secret-store-locked, cancelled or aborted. */
export async function passphraseInForce(
  host: Host,
  { input }: Pick<GlobalOptions, 'input'>,
): Promise<Secret> {
  const fromEnvironment = inEnvironment(host, passphraseVariable);
  if (fromEnvironment !== undefined) return fromEnvironment;
  if (host.prompts !== undefined && input) {
    const { signal } = host.interruption();
    return new Secret(await host.prompts.password({ message: 'passphrase of the secret store:', signal }));
  }
  throw new IdpError(
    'secret-store-locked',
    'A passphrase protects the secret store, and nobody can be asked for it here.',
    { hint: `Set ${passphraseVariable} in the environment of this command.` },
  );
}

/** A new one: from a variable, else typed twice. Fails with usage, cancelled or aborted. */
export async function newPassphrase(
  host: Host,
  { input }: Pick<GlobalOptions, 'input'>,
  variable: string,
): Promise<Secret> {
  const fromEnvironment = inEnvironment(host, variable);
  if (fromEnvironment !== undefined) return fromEnvironment;
  if (host.prompts !== undefined && input) {
    const { signal } = host.interruption();
    const message = 'new passphrase of the secret store:';
    return new Secret(await askHiddenTwice(host.prompts, message, signal, faultOf));
  }
  throw new IdpError('usage', 'There is no new passphrase, and nobody can be asked for it here.', {
    hint: `Set ${variable} in the environment of this command.`,
  });
}

/** undefined where it is not set, or empty. */
export function inEnvironment({ env }: Host, variable: string): Secret | undefined {
  const value = env[variable] ?? '';
  return value === '' ? undefined : new Secret(value);
}

const faultOf = (typed: string): string | undefined => (typed === '' ? 'It is empty.' : undefined);
