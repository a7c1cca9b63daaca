import type { Credential } from './identity.ts';

/** A credential as it is read: Kratos completes security keys and codes of the first version whenever it does. */
export function upgradeCredential(credential: Credential, identityId: string): Credential {
  if (credential.version !== 0) return credential;
  if (credential.type === 'webauthn') return upgradeKeys(credential, identityId);
  return credential.type === 'code' ? upgradeCode(credential) : credential;
}

function upgradeKeys(credential: Credential, identityId: string): Credential {
  const { credentials: keys, user_handle: handle } = credential.config;
  return {
    ...credential,
    version: 1,
    config: {
      ...credential.config,
      ...(Array.isArray(keys) && {
        credentials: keys.map((key: Record<string, unknown> | null) => ({
          ...key,
          is_passwordless: key?.['is_passwordless'] ?? false,
        })),
      }),
      user_handle: handle || Buffer.from(identityId.replaceAll('-', ''), 'hex').toString('base64'),
    },
  };
}

function upgradeCode(credential: Credential): Credential {
  const { used_at: _used, address_type: type, addresses, ...config } = credential.config;
  const channel = typeof type === 'string' && type.trim().toLowerCase() === 'sms' ? 'sms' : 'email';
  const known: unknown[] = Array.isArray(addresses) ? addresses : [];
  const added = credential.identifiers.map((address) => ({ channel, address }));
  return { ...credential, version: 1, config: { ...config, addresses: [...known, ...added] } };
}
