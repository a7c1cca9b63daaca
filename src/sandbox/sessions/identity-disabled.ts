import { KratosError } from '../kratos-error.ts';

/** 401 when somebody who proved to be this identity may not have a session, because it is inactive. */
export function identityDisabled(identityId: string): KratosError {
  return new KratosError(401, 'identity is disabled', {
    reason: 'This account was disabled.',
    details: { identity_id: identityId },
  });
}
