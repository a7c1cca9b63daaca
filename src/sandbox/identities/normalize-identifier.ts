import { goLowerCase, goTrim } from '../go-text.ts';
import type { CredentialType } from './identity.ts';

/**
 * An identifier as Kratos stores and compares it: e-mail addresses and usernames lower-cased and trimmed,
 * what an upstream provider or a device issued left as it is.
 */
export function normalizeIdentifier(type: CredentialType, identifier: string): string {
  return caseInsensitive.has(type) ? normalizeAddress(identifier) : identifier;
}

/** An e-mail address, verifiable or for recovery, as it is stored and compared. */
export function normalizeAddress(value: string): string {
  return goLowerCase(goTrim(value));
}

const caseInsensitive: ReadonlySet<CredentialType> = new Set(['password', 'code', 'webauthn']);
