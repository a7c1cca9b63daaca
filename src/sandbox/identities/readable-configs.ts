import { decode, type Decoder, flag, list, raw, struct, text } from '../go-decode.ts';
import { GoJsonError } from '../go-json.ts';
import { KratosError } from '../kratos-error.ts';
import type { CredentialType, Identity } from './identity.ts';

/**
 * Refuses, with Kratos's 500, credentials whose configuration it could not read when it counts the factors
 * of an identity, which it does on every change. Only a JSON Patch can write such.
 */
export function refuseUnreadableConfigs(identity: Identity): void {
  try {
    for (const [type, config] of configs) {
      const credential = identity.credentials.get(type);
      if (credential !== undefined) decode(config, credential.config, { strict: false });
    }
  } catch (error) {
    if (error instanceof GoJsonError) throw new KratosError(500, error.message);
    throw error;
  }
}

const keys: Decoder<unknown> = struct('identity.CredentialsWebAuthnConfig', {
  credentials: list(
    'identity.CredentialWebAuthn',
    struct('identity.CredentialWebAuthn', { is_passwordless: flag }),
  ),
});

const configs: readonly (readonly [CredentialType, Decoder<unknown>])[] = [
  ['totp', struct('identity.CredentialsTOTPConfig', { totp_url: text })],
  [
    'lookup_secret',
    struct('identity.CredentialsLookupConfig', { recovery_codes: list('node.RecoveryCode', raw) }),
  ],
  ['webauthn', keys],
  ['passkey', keys],
  [
    'password',
    struct('identity.CredentialsPassword', { hashed_password: text, use_password_migration_hook: flag }),
  ],
  [
    'oidc',
    struct('identity.CredentialsOIDC', {
      providers: list(
        'identity.CredentialsOIDCProvider',
        struct('identity.CredentialsOIDCProvider', { subject: text, provider: text }),
      ),
    }),
  ],
];
