import type { Credential, Identity } from '../identities/identity.ts';

/**
 * Whether an identity has a second factor, so that a session of one factor (aal1) is not enough for it:
 * a TOTP device, recovery codes, or a security key that is not for passwordless use.
 */
export function hasSecondFactor({ credentials }: Identity): boolean {
  const totp = credentials.get('totp')?.config['totp_url'];
  const lookupSecrets = credentials.get('lookup_secret')?.config['recovery_codes'];
  return (
    (typeof totp === 'string' && totp !== '') ||
    (Array.isArray(lookupSecrets) && lookupSecrets.length > 0) ||
    secondFactorKeys(credentials.get('webauthn')).length > 0
  );
}

function secondFactorKeys(webauthn: Credential | undefined): unknown[] {
  const keys = webauthn?.config['credentials'];
  if (!Array.isArray(keys)) return [];
  return keys.filter(
    (key: unknown) =>
      typeof key === 'object' && key !== null && (key as Record<string, unknown>)['is_passwordless'] !== true,
  );
}
