import { backendReference } from '../secrets/backends/backend-reference.ts';
import { isSecretName } from '../secrets/secret-name.ts';

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
  if (more.length > 0 || !isSecretName(reference) || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(key)) return undefined;
  return looksLikeToken(name) ? undefined : { name, key };
}

/** Tokens that would pass as a name: those of Ory (`ory_pat_…`), and hexadecimal digits as random bytes have them. */
const looksLikeToken = (name: string): boolean => /^ory_|^[0-9a-f]{32,}$/.test(name);
