import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import type { Identity } from '../identities/identity.ts';
import { updateIdentity } from '../identities/save-identity.ts';
import { findIdentity } from '../identities/store.ts';
import {
  backupCodeInvalid,
  backupCodeUsed,
  missingProperty,
  noBackupCodes,
  noLoginStrategy,
  noTotpDevice,
  tooShort,
  totpCodeInvalid,
} from '../public/messages.ts';
import type { Submission } from '../public/submission.ts';
import type { Mistake } from './refuse-login.ts';
import { hasTotp, recoveryCodes } from './second-factor-form.ts';
import { isTotpCode } from './totp.ts';

export type SecondFactor = 'totp' | 'lookup_secret';

/**
 * The second factor that a submitted form proves of this identity, or the mistake in it. A recovery code is used
 * up by it; a code of an authenticator app is not.
 */
export function proveSecondFactor(
  context: SandboxContext,
  identity: Identity,
  { fields }: Submission,
): SecondFactor | Mistake {
  const { method, totp_code: totpCode = '', lookup_secret: backupCode = '' } = fields;
  if (method === 'totp') return checkTotp(context, identity, totpCode) ?? method;
  if (method === 'lookup_secret') return useBackupCode(context, identity, backupCode) ?? method;
  return { message: noLoginStrategy };
}

function checkTotp(context: SandboxContext, identity: Identity, code: string): Mistake | undefined {
  const field = 'totp_code';
  if (code === '') return { field, message: missingProperty(field) };
  const { length } = Array.from(code);
  if (length < 6) return { field, message: tooShort(6, length) };
  const config = identity.credentials.get('totp')?.config;
  if (!hasTotp(config)) return { message: noTotpDevice };
  return isTotpCode(code, config.totp_url, context.clock.now()) ? undefined : { message: totpCodeInvalid };
}

function useBackupCode(context: SandboxContext, { id }: Identity, code: string): Mistake | undefined {
  const field = 'lookup_secret';
  if (code === '') return { field, message: missingProperty(field) };
  return write(context.db, () => {
    const identity = findIdentity(context.db, id);
    const credential = identity?.credentials.get('lookup_secret');
    if (identity === undefined || credential === undefined) return { message: noBackupCodes };
    const codes = recoveryCodes(credential.config);
    const matching = codes.filter((known) => known.code === code);
    if (matching.some((known) => known.used_at)) return { message: backupCodeUsed };
    if (matching.length === 0) return { message: backupCodeInvalid };
    const used_at = `${context.clock.now().toISOString().slice(0, 19)}Z`;
    const recovery_codes = codes.map((known) => ({
      code: known.code,
      used_at: matching.includes(known) ? used_at : (known.used_at ?? null),
    }));
    identity.credentials.set('lookup_secret', { ...credential, config: { recovery_codes } });
    updateIdentity(context, identity);
    return undefined;
  });
}
