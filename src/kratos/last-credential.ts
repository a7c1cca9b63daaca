import { IdpError } from '../errors/idp-error.ts';
import { hasFirstFactor, type Factors } from './factors.ts';

/**
 * Stops an action that would leave no usable first factor. Kratos's own check covers DELETE only, and a PATCH skips it.
 * Fails with last-credential.
 */
export function requireFirstFactorLeft(
  before: Factors,
  after: Factors,
  options: { readonly identityId: string; readonly allowLockout: boolean },
): void {
  if (options.allowLockout || !hasFirstFactor(before) || hasFirstFactor(after)) return;
  throw lastCredential(options.identityId);
}

export function lastCredential(identityId: string, cause?: unknown): IdpError {
  return new IdpError('last-credential', `Identity ${identityId} would have no way left to sign in.`, {
    hint: `Give its owner a recovery code first (idp run reset-password ${identityId}), or go on with allow-lockout=true.`,
    ...(cause === undefined ? {} : { cause }),
  });
}
