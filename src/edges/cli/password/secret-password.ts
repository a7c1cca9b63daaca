import type { Host } from '../../../host/host.ts';
import { passwordIn } from '../../../secrets/password-secret.ts';
import type { Secret } from '../../../secrets/secret.ts';
import { commandLineSecrets } from '../command-line-secrets.ts';
import type { GlobalOptions } from '../options.ts';
import { chosenKratos } from './chosen-kratos.ts';

export type SecretOptions = GlobalOptions & { readonly passwordSecretId?: string };

/**
 * The password in the secret that --password-secret-id names. A stored one has to be granted to `password`, the reader that
 * `idp password` is; what the chosen context says of backends holds for it too. Undefined without the option. Fails as
 * reading a secret does.
 */
export async function secretPassword(host: Host, options: SecretOptions): Promise<Secret | undefined> {
  const { passwordSecretId } = options;
  if (passwordSecretId === undefined) return undefined;
  const { signal } = host.interruption();
  const secrets = commandLineSecrets(host, options, signal, async () => {
    if (options.sandbox === true) return undefined;
    const { context = null, settings } = (await chosenKratos(host, options)) ?? {};
    const backends = settings?.['secret-backends'];
    return context === null || backends === undefined ? undefined : { context, backends };
  });
  return passwordIn((reference) => secrets.read(reference, reader), passwordSecretId);
}

const reader = 'password';
