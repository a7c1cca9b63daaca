import { IdpError } from '../errors/idp-error.ts';
import { exceedsBcryptLimit } from '../passwords/bcrypt-limit.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { backendReference } from './backends/backend-reference.ts';
import { Secret } from './secret.ts';
import type { SecretReader } from './secret-store.ts';

/**
 * The password in a secret: its key `password`, or of a backend's secret the key that is named (`vault:ada#pin`);
 * non-empty and at most 72 bytes, because bcrypt ignores the rest.
 * It never falls back to anything else. Fails with secret-not-found, secret-not-granted or invalid-parameter.
 */
export async function readPassword(secrets: SecretReader, reference: string): Promise<Secret> {
  const password = await passwordIn(secrets, reference);
  const fault = passwordFault(password.reveal());
  if (fault !== undefined) throw unusable(fault);
  return password;
}

/** The same of any length, also none. Fails with secret-not-found or secret-not-granted. */
export async function passwordIn(secrets: SecretReader, reference: string): Promise<Secret> {
  const content = await secrets(reference);
  const key = backendReference(reference)?.key ?? 'password';
  const password = Object.hasOwn(content, key) ? content[key] : undefined;
  if (password === undefined) {
    throw new IdpError('secret-not-found', `The secret that password-secret-id names has no key ${key}.`, {
      hint: `It has: ${Object.keys(content).join(', ') || 'no key at all'}.`,
    });
  }
  return password;
}

/** Why a password cannot be used, without the password: `is empty`; undefined where it can. */
export function passwordFault(password: string): string | undefined {
  if (password === '') return 'is empty';
  return exceedsBcryptLimit(password) ? 'is longer than the 72 bytes that bcrypt takes' : undefined;
}

/** The bcrypt hash, of cost 12, of the password in a secret. No clear text leaves this process. Fails as readPassword. */
export async function hashSecretPassword(secrets: SecretReader, reference: string): Promise<Secret> {
  const password = await readPassword(secrets, reference);
  return new Secret(await hashPassword(password.reveal(), { cost: 12 }));
}

function unusable(why: string): IdpError {
  return new IdpError('invalid-parameter', `The password in the secret ${why}.`, {
    hint: 'Nothing was sent. Put another password in the secret and run it again.',
  });
}
