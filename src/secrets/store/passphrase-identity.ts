import { IdpError } from '../../errors/idp-error.ts';
import type { Secret } from '../secret.ts';
import { identitiesIn, identityText } from './identity-text.ts';

/**
 * An identity as an age file that a passphrase opens, with the work factor that age itself takes (scrypt, 2^18): about
 * two seconds for whoever guesses, for each guess.
 */
export async function sealIdentity(
  identity: Secret,
  recipient: string,
  passphrase: Secret,
  now: Date,
): Promise<Uint8Array> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase.reveal());
  return encrypter.encrypt(identityText(identity, recipient, now));
}

/** Fails with secret-store-locked for a wrong passphrase, and with storage-failed for a damaged file. */
export async function unsealIdentity(sealed: Uint8Array, passphrase: Secret, file: string): Promise<Secret> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase.reveal());
  const text = await decrypter.decrypt(sealed, 'text').catch((error: unknown) => {
    if (error instanceof Error && error.message.startsWith('no identity matched')) {
      throw new IdpError('secret-store-locked', 'This passphrase does not open the secret store.', {
        hint: 'Type it again, or set IDP_SECRETS_PASSPHRASE to the right one.',
      });
    }
    throw damaged(file, error);
  });
  const [identity] = identitiesIn(text);
  if (identity === undefined) throw damaged(file);
  return identity;
}

const damaged = (file: string, cause?: unknown): IdpError =>
  new IdpError('storage-failed', `${file}, which holds the key of the secret store, is damaged.`, {
    hint: 'Restore it from a backup: without it nobody can open the store.',
    ...(cause === undefined ? {} : { cause }),
  });
