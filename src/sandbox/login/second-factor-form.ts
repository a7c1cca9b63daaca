import type { Identity } from '../identities/identity.ts';
import { labels } from '../public/messages.ts';
import { type FormNode, inputNode } from '../public/ui.ts';

/** The fields of a login that asks for a second factor: for a code of the app, and for a recovery code. */
export function secondFactorForm({ credentials }: Identity): FormNode[] {
  return [
    ...(hasTotp(credentials.get('totp')?.config) ? totpForm() : []),
    ...(recoveryCodes(credentials.get('lookup_secret')?.config).length > 0 ? lookupSecretForm() : []),
  ];
}

type Config = Readonly<Record<string, unknown>>;

/** A recovery code ("lookup secret") as a credential keeps it: in clear. */
export interface RecoveryCode {
  code: string;
  used_at?: string | null;
}

export function hasTotp(config: Config = {}): config is { totp_url: string } {
  return typeof config['totp_url'] === 'string' && config['totp_url'] !== '';
}

export function recoveryCodes(config: Config = {}): RecoveryCode[] {
  const codes = config['recovery_codes'];
  return Array.isArray(codes) ? (codes as RecoveryCode[]) : [];
}

function totpForm(): FormNode[] {
  return [
    inputNode(
      'totp',
      { name: 'totp_code', type: 'text', value: '', required: true },
      labels.authenticationCode,
    ),
    inputNode('totp', { name: 'method', type: 'submit', value: 'totp' }, labels.useAuthenticator),
  ];
}

function lookupSecretForm(): FormNode[] {
  return [
    inputNode(
      'lookup_secret',
      { name: 'lookup_secret', type: 'text', value: '', required: true },
      labels.backupCode,
    ),
    inputNode(
      'lookup_secret',
      { name: 'method', type: 'submit', value: 'lookup_secret' },
      labels.useBackupCode,
    ),
  ];
}
