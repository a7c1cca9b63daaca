import { IdpError } from '../errors/idp-error.ts';
import { waysToHave } from '../secrets/no-such-secret.ts';
import { Secret } from '../secrets/secret.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { KratosContext } from './contexts.ts';
import { isHeaderValue } from './header-name.ts';
import { parseSecretReference } from './secret-reference.ts';

/** Headers as a context has them, the keys of it whose secrets are in them, and those secrets by themselves. */
export type Credentials = {
  readonly headers: Readonly<Record<string, Secret>>;
  readonly keys: readonly string[];
  readonly secrets: readonly Secret[];
};

/**
 * Reads the secrets that a context refers to; of each, one newline at its end is not part of it. Fails with
 * secret-not-found, secret-not-granted, or usage for a value that no header can carry.
 */
export async function readCredentials(
  context: KratosContext,
  where: string,
  secrets: SecretStore,
): Promise<Credentials> {
  const headers: Record<string, Secret> = {};
  const keys: string[] = [];
  const read: Secret[] = [];
  for (const [key, defaultKey] of [
    ['bearer-token', 'token'],
    ['api-key', 'api-key'],
  ] as const) {
    const reference = context[key];
    if (reference === undefined) continue;
    const token = await readSecret(reference, defaultKey, `${key} of ${where}`, secrets);
    headers['authorization'] = new Secret(`Bearer ${token}`);
    keys.push(key);
    read.push(new Secret(token));
  }
  for (const [name, source] of Object.entries(context.headers ?? {})) {
    if (typeof source !== 'string') {
      headers[name] = new Secret(source.value);
      continue;
    }
    const value = new Secret(await readSecret(source, 'value', `${name} in headers of ${where}`, secrets));
    headers[name] = value;
    keys.push(name);
    read.push(value);
  }
  return { headers, keys, secrets: read };
}

/** Whom a store is told that the secret is for, where others give the name of an action. */
const reader = 'connect';

async function readSecret(
  text: string,
  defaultKey: string,
  named: string,
  secrets: SecretStore,
): Promise<string> {
  const reference = parseSecretReference(text, defaultKey);
  if (reference === undefined) throw new IdpError('usage', `${named} is not the name of a secret.`);
  const { name, key } = reference;
  const ofBackend = name.includes(':');
  const missing = (hint: string, cause?: IdpError) =>
    new IdpError('secret-not-found', `${named} refers to ${key} of the secret ${name}, which is not there.`, {
      hint,
      ...(cause === undefined ? {} : { cause }),
    });
  const content = await secrets.read(ofBackend ? `${name}#${key}` : name, reader).catch((error: unknown) => {
    if (!(error instanceof IdpError && error.code === 'secret-not-found')) throw error;
    throw missing(ofBackend ? `${error.message} ${error.hint}` : hintOf(name, key), error);
  });
  const value = Object.hasOwn(content, key) ? content[key]?.reveal().replace(/\r?\n$/, '') : undefined;
  if (value === undefined) throw missing(hintOfKeys(Object.keys(content)));
  if (isHeaderValue(value)) return value;
  const why = value === '' ? 'is empty' : 'holds what no header can carry, such as a line break';
  throw new IdpError('usage', `The secret that ${named} refers to (${name}#${key}) ${why}.`, {
    hint: 'Nothing was sent. Put the right value in the secret.',
  });
}

const hintOf = (name: string, key: string): string => `Nothing was sent. ${waysToHave(name, key, reader)}`;

const hintOfKeys = (keys: readonly string[]): string =>
  `Nothing was sent. The secret is there, and has ${keys.join(', ') || 'no key at all'}.`;
