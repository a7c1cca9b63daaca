import { KratosError } from '../kratos-error.ts';
import type { Identity } from './identity.ts';

/**
 * Refuses what PostgreSQL would: values that are too long for their column, and the character NUL.
 * Kratos passes the database's words on, as a 500.
 */
export function refuseUnstorable(identity: Identity): void {
  refuseJson(identity.traits);
  refuseJson(identity.metadataPublic);
  refuseJson(identity.metadataAdmin);
  refuseText(identity.externalId ?? '', 64);
  for (const credential of identity.credentials.values()) {
    for (const identifier of credential.identifiers) refuseText(identifier, 255);
    refuseJson(credential.config);
  }
  for (const address of identity.verifiableAddresses) refuseText(address.status, 16);
}

function refuseText(value: string, limit: number): void {
  if (value.length > limit && Array.from(value).length > limit) {
    throw new KratosError(500, `ERROR: value too long for type character varying(${limit}) (SQLSTATE 22001)`);
  }
  if (value.includes('\0')) {
    throw new KratosError(500, 'ERROR: invalid byte sequence for encoding "UTF8": 0x00 (SQLSTATE 22021)');
  }
}

function refuseJson(value: unknown): void {
  if (JSON.stringify(value ?? null).includes(String.raw`\u0000`)) {
    throw new KratosError(500, 'ERROR: unsupported Unicode escape sequence (SQLSTATE 22P05)');
  }
}
