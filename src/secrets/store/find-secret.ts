import { IdpError } from '../../errors/idp-error.ts';
import { isSecretName } from '../secret-name.ts';
import type { StoreDocument, StoredSecret } from './store-document.ts';

/** The secret that a reference means: an id, a name, or either after `secret:`; an id wins over a name of the same text. */
export function findSecret({ secrets }: StoreDocument, reference: string): StoredSecret | undefined {
  const text = reference.trim().replace(/^secret:/, '');
  return secrets.find(({ id }) => id === text) ?? secrets.find(({ name }) => name === text);
}

/** The same, for who cannot go on without. Fails with secret-not-found. */
export function requireSecret(document: StoreDocument, reference: string): StoredSecret {
  const found = findSecret(document, reference);
  if (found !== undefined) return found;
  // What is no name may be a value, typed in the place of one.
  const named = isSecretName(reference) ? `no secret ${reference.trim()}` : 'no secret of that name or id';
  throw new IdpError('secret-not-found', `There is ${named} in the secret store.`, {
    hint: 'See what is there with idp secret list.',
  });
}
