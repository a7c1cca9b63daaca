import { backendReference } from '../secrets/backends/backend-reference.ts';
import { isSecretKey } from '../secrets/secret-key.ts';
import { isSecretName } from '../secrets/secret-name.ts';
import { isTokenLike } from '../secrets/token-like.ts';

/** Which value of which secret is meant; `name` has the backend before it where one is named. */
export type SecretReference = { readonly name: string; readonly key: string };

/**
 * `NAME`, `NAME#KEY`, either after `secret:` or after the name of a backend (`pass:NAME#KEY`); undefined for what is none, which may be a secret itself, typed in the
 * place of its name: it is repeated nowhere.
 */
export function parseSecretReference(text: string, defaultKey: string): SecretReference | undefined {
  const told = backendReference(text);
  if (told !== undefined) return { name: `${told.backend}:${told.name}`, key: told.key ?? defaultKey };
  const [reference = '', key = defaultKey, ...more] = text.trim().split('#');
  const name = reference.replace(/^secret:/, '');
  if (more.length > 0 || !isSecretName(reference) || !isSecretKey(key)) return undefined;
  return isTokenLike(name) ? undefined : { name, key };
}
