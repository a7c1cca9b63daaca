import { zeroTime } from '../clock.ts';

/**
 * The security keys of a webauthn configuration that log in without a password, written as Kratos writes
 * them when it changes the configuration: every member it knows, with its zero value if it was absent.
 */
export function passwordlessKeys(config: Record<string, unknown>): Record<string, unknown>[] {
  const { credentials: keys } = config;
  if (!Array.isArray(keys)) return [];
  return keys.filter((key) => isObject(key) && key['is_passwordless'] === true).map(completed);
}

function completed(key: Record<string, unknown>): Record<string, unknown> {
  const { authenticator, flags, transport, attestation } = key;
  return {
    id: key['id'] ?? null,
    public_key: key['public_key'] ?? null,
    attestation_type: key['attestation_type'] ?? '',
    ...(isObject(authenticator) && {
      authenticator: { aaguid: null, sign_count: 0, clone_warning: false, ...authenticator },
    }),
    display_name: key['display_name'] ?? '',
    added_at: key['added_at'] ?? zeroTime,
    is_passwordless: true,
    ...(isObject(flags) && {
      flags: {
        user_present: false,
        user_verified: false,
        backup_eligible: false,
        backup_state: false,
        ...flags,
      },
    }),
    ...(Array.isArray(transport) && transport.length > 0 && { transport }),
    ...(isObject(attestation) && { attestation }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
