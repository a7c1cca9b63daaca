import { IdpError } from '../../../errors/idp-error.ts';
import { headerNameFault, isHeaderValue } from '../../../kratos/header-name.ts';
import { parseSecretReference } from '../../../kratos/secret-reference.ts';
import { waysToHave } from '../../../secrets/no-such-secret.ts';
import { Secret } from '../../../secrets/secret.ts';
import type { SecretStore } from '../../../secrets/secret-store.ts';

/**
 * The key that is sent in this header, by the options PREFIXsecret-id and PREFIXheader. Fails as readHookSecret, and with
 * usage where no header can be named so, or carry it.
 */
export async function readHookKey(
  secrets: SecretStore,
  prefix: string,
  { secretId, header }: { readonly secretId: string; readonly header: string },
): Promise<Secret> {
  const fault = headerNameFault(header);
  if (fault !== undefined) throw new IdpError('usage', `${prefix}header ${fault}.`);
  const key = await readHookSecret(secrets, `${prefix}secret-id`, secretId, 'key');
  if (isHeaderValue(key.reveal())) return key;
  throw new IdpError('usage', `The key that ${prefix}secret-id refers to holds what no header can carry.`, {
    hint: 'Put another value in the secret, such as what openssl rand -hex 32 prints.',
  });
}

/**
 * The value that an option refers to by the name of its secret, without a newline at its end. A stored one has to be granted
 * to `password-hook`. Fails with usage, secret-not-found or secret-not-granted.
 */
export async function readHookSecret(
  secrets: SecretStore,
  option: string,
  text: string,
  defaultKey: string,
): Promise<Secret> {
  const reference = parseSecretReference(text, defaultKey);
  if (reference === undefined) {
    throw new IdpError('usage', `${option} is not the name of a secret.`, {
      hint: 'The value itself is never on the command line: store it with idp secret add, and give its name.',
    });
  }
  const { name, key } = reference;
  const ofBackend = name.includes(':');
  const content = await secrets.read(ofBackend ? `${name}#${key}` : name, reader).catch((error: unknown) => {
    // The store would name the key of an action, `password`.
    if (ofBackend || !(error instanceof IdpError && error.code === 'secret-not-found')) throw error;
    throw new IdpError('secret-not-found', `${option} refers to the secret ${name}, which is not there.`, {
      hint: waysToHave(name, key, reader),
      cause: error,
    });
  });
  const value = Object.hasOwn(content, key) ? content[key]?.reveal().replace(/\r?\n$/, '') : undefined;
  if (value !== undefined && value !== '') return new Secret(value);
  const what = value === undefined ? 'is not there' : 'is empty';
  throw new IdpError('secret-not-found', `${option} refers to ${key} of the secret ${name}, which ${what}.`, {
    hint: waysToHave(name, key, reader),
  });
}

const reader = 'password-hook';
