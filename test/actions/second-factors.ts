import type { KratosUnderTest } from './kratos-under-test.ts';

/** Enrols factors as their owner would have: by JSON Patch, since the admin API has no other way. */

export async function plantTotp(kratos: KratosUnderTest, id: string): Promise<void> {
  await plant(kratos, id, 'totp', [id], {
    totp_url: 'otpauth://totp/idp:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=idp',
  });
}

/** Two recovery codes, one of them used. */
export async function plantLookupSecrets(kratos: KratosUnderTest, id: string): Promise<void> {
  await plant(kratos, id, 'lookup_secret', [id], {
    recovery_codes: [
      { code: 'aaaa1111', used_at: null },
      { code: 'bbbb2222', used_at: '2024-01-02T03:04:05Z' },
    ],
  });
}

export async function plantWebauthn(
  kratos: KratosUnderTest,
  id: string,
  keys: { readonly secondFactor: number; readonly passwordless: number },
): Promise<void> {
  const credentials = [
    ...Array.from({ length: keys.secondFactor }, (_, n) => securityKey(`second-factor-${n}`, false)),
    ...Array.from({ length: keys.passwordless }, (_, n) => securityKey(`passwordless-${n}`, true)),
  ];
  await plant(kratos, id, 'webauthn', [], { user_handle: 'aGFuZGxl', credentials });
}

export async function plantPasskey(kratos: KratosUnderTest, id: string): Promise<void> {
  const handle = Buffer.from(id).toString('base64url');
  await plant(kratos, id, 'passkey', [handle], {
    user_handle: handle,
    credentials: [securityKey('passkey', true)],
  });
}

async function plant(
  kratos: KratosUnderTest,
  id: string,
  type: string,
  identifiers: readonly string[],
  config: Record<string, unknown>,
): Promise<void> {
  await kratos.patch(id, { op: 'add', path: `/credentials/${type}`, value: { type, identifiers, config } });
}

function securityKey(name: string, passwordless: boolean): Record<string, unknown> {
  return {
    id: Buffer.from(name).toString('base64'),
    public_key: 'cHVi',
    attestation_type: 'none',
    authenticator: { aaguid: 'AAAAAAAAAAAAAAAAAAAAAA==', sign_count: 1, clone_warning: false },
    display_name: name,
    added_at: '2024-01-02T03:04:05Z',
    is_passwordless: passwordless,
  };
}
