import { KratosError } from '../kratos-error.ts';
import type { Credential, Identity, VerifiableAddress } from './identity.ts';

/**
 * Refuses what PostgreSQL would in the row of an identity: values that are too long for their column, the
 * character NUL, and half a surrogate pair. Kratos passes the database's words on, as a 500.
 */
export function refuseUnstorableRow(identity: Identity): void {
  refuseUnstorableJson(identity.traits);
  refuseUnstorableJson(identity.metadataPublic);
  refuseUnstorableJson(identity.metadataAdmin);
  refuseText(identity.externalId ?? '', 64);
}

/** The same for the row of an address, verifiable or (without `status`) for recovery. */
export function refuseUnstorableAddress(
  address: Pick<VerifiableAddress, 'value'> & { status?: string },
): void {
  refuseText(address.value, 400);
  refuseText(address.status ?? '', 16);
}

/** The same for the row of a credential, without its identifiers. */
export function refuseUnstorableCredential(credential: Credential): void {
  refuseUnstorableJson(credential.config);
}

/** The same for an identifier of a credential. */
export function refuseUnstorableIdentifier(identifier: string): void {
  refuseText(identifier, 255);
}

function refuseText(value: string, limit: number): void {
  if (value.length > limit && Array.from(value).length > limit) {
    throw new KratosError(500, `ERROR: value too long for type character varying(${limit}) (SQLSTATE 22001)`);
  }
  refuseNul(value);
}

/** PostgreSQL takes the character NUL in no text, not even to look for it. `work` goes before its words. */
export function refuseNul(value: string, work = ''): void {
  if (!value.includes('\0')) return;
  throw new KratosError(
    500,
    `${work}ERROR: invalid byte sequence for encoding "UTF8": 0x00 (SQLSTATE 22021)`,
  );
}

/** Refuses what a jsonb column would: NUL and half a surrogate pair, at any depth. */
export function refuseUnstorableJson(value: unknown): void {
  const [, unstorable] = /(?<!\\)(?:\\\\)*(\\u0000|\\ud[89a-f])/.exec(JSON.stringify(value ?? null)) ?? [];
  if (unstorable === String.raw`\u0000`) {
    throw new KratosError(500, 'ERROR: unsupported Unicode escape sequence (SQLSTATE 22P05)');
  }
  if (unstorable !== undefined) {
    throw new KratosError(500, 'ERROR: invalid input syntax for type json (SQLSTATE 22P02)');
  }
}
