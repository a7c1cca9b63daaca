import { Secret } from '../secrets/secret.ts';
import type { KratosAdmin } from './admin.ts';

export type RecoveryResults = {
  readonly 'recovery-link': Secret;
  readonly 'recovery-code': Secret;
  readonly 'expires-at': string;
};

/** Makes a recovery code and link. Both are secrets: shown once in the results, never logged or recorded. */
export async function makeRecoveryCode(
  kratos: KratosAdmin,
  identityId: string,
  expiresIn: string,
): Promise<RecoveryResults> {
  const made = await kratos.createRecoveryCode(identityId, expiresIn);
  return {
    'recovery-link': new Secret(made.recovery_link),
    'recovery-code': new Secret(made.recovery_code),
    'expires-at': made.expires_at ?? '',
  };
}
