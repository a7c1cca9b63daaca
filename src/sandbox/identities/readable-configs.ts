import {
  decode,
  type Decoder,
  flag,
  list,
  namedText,
  optional,
  optionalTime,
  struct,
  text,
} from '../go-decode.ts';
import { GoJsonError } from '../go-json.ts';
import { bytes, integer } from '../go-number.ts';
import { KratosError } from '../kratos-error.ts';
import { hasSecondFactor } from '../sessions/second-factor.ts';
import type { CredentialType, Identity } from './identity.ts';
import { linksConfig } from './stored-links.ts';

/**
 * Refuses, with Kratos's 500, credentials whose configuration it could not read when it counts the factors
 * of an identity, which it does on every change: the second ones, and the first ones if there is no second.
 * Only a JSON Patch can write such.
 */
export function refuseUnreadableConfigs(identity: Identity): void {
  refuseUnreadable(identity, secondFactors);
  if (!hasSecondFactor(identity)) refuseUnreadableFirstFactors(identity);
}

/** The same for the first factors alone, which are counted before one is removed. */
export function refuseUnreadableFirstFactors(identity: Identity): void {
  refuseUnreadable(identity, firstFactors);
}

type ReadableConfigs = readonly (readonly [CredentialType, Decoder<unknown>])[];

function refuseUnreadable(identity: Identity, configs: ReadableConfigs): void {
  try {
    for (const [type, config] of configs) {
      const credential = identity.credentials.get(type);
      // A passkey without identifiers is not counted, so not looked at.
      if (credential === undefined || (type === 'passkey' && credential.identifiers.join('') === ''))
        continue;
      decode(config, credential.config, { strict: false });
    }
  } catch (error) {
    if (error instanceof GoJsonError) throw new KratosError(500, error.message);
    throw error;
  }
}

const key: Decoder<unknown> = struct('identity.CredentialWebAuthn', {
  id: bytes,
  public_key: bytes,
  attestation_type: text,
  authenticator: optional(
    struct('identity.AuthenticatorWebAuthn', {
      aaguid: bytes,
      sign_count: integer('uint32'),
      clone_warning: flag,
    }),
  ),
  display_name: text,
  added_at: optionalTime,
  is_passwordless: flag,
  flags: optional(
    struct('identity.CredentialWebAuthnFlags', {
      user_present: flag,
      user_verified: flag,
      backup_eligible: flag,
      backup_state: flag,
    }),
  ),
  transport: list('protocol.AuthenticatorTransport', namedText('protocol.AuthenticatorTransport')),
  attestation: optional(
    struct('identity.CredentialWebAuthnAttestation', {
      client_dataJSON: bytes,
      client_data_hash: bytes,
      authenticator_data: bytes,
      public_key_algorithm: integer('int64'),
      object: bytes,
    }),
  ),
});

const keys: Decoder<unknown> = struct('identity.CredentialsWebAuthnConfig', {
  credentials: list('identity.CredentialWebAuthn', key, 'identity.CredentialsWebAuthn'),
  user_handle: bytes,
});

const recoveryCode = 'identity.RecoveryCode';

const secondFactors: ReadableConfigs = [
  ['totp', struct('identity.CredentialsTOTPConfig', { totp_url: text })],
  ['webauthn', keys],
  [
    'lookup_secret',
    struct('identity.CredentialsLookupConfig', {
      recovery_codes: list(recoveryCode, struct(recoveryCode, { code: text, used_at: optionalTime })),
    }),
  ],
];

const firstFactors: ReadableConfigs = [
  [
    'password',
    struct('identity.CredentialsPassword', { hashed_password: text, use_password_migration_hook: flag }),
  ],
  ['oidc', linksConfig],
  ['passkey', keys],
  ['webauthn', keys],
];
