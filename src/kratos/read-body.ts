import type { Identity, RecoveryCodeForIdentity, Session } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import { canonicalIdentityId } from './identity-id.ts';

/**
 * An identity in an answer of Kratos, checked as far as actions rely on it. With `expected`, it must be the one with
 * that id: a proxy or cache that answers with another must not lead a write to somebody else.
 * Fails with unexpected-answer.
 */
export function readIdentity(body: unknown, origin: string, expected?: string): Identity {
  if (!isIdentity(body)) throw notKratos(origin, 'JSON that is not an identity');
  if (expected !== undefined && body.id !== expected) {
    throw notKratos(origin, `identity ${body.id} when it was asked for ${expected}`);
  }
  return body;
}

export function readIdentities(body: unknown, origin: string): Identity[] {
  if (!Array.isArray(body) || !body.every(isIdentity)) {
    throw notKratos(origin, 'JSON that is not a list of identities');
  }
  return body;
}

export function readSessions(body: unknown, origin: string): Session[] {
  if (!Array.isArray(body) || !body.every(isSession))
    throw notKratos(origin, 'JSON that is not a list of sessions');
  return body;
}

export function readRecoveryCode(body: unknown, origin: string): RecoveryCodeForIdentity {
  if (isMap(body) && isText(body['recovery_code']) && isText(body['recovery_link'])) {
    return body as unknown as RecoveryCodeForIdentity;
  }
  throw notKratos(origin, 'JSON that is not a recovery code');
}

/** What a dry run answers for an identity that it did not create. */
export const standInIdentity = '<new identity>';

function isIdentity(value: unknown): value is Identity {
  return (
    isMap(value) &&
    isText(value['id']) &&
    (canonicalIdentityId(value['id']) === value['id'] || value['id'] === standInIdentity) &&
    (isAbsent(value['state']) || isText(value['state'])) &&
    (isAbsent(value['credentials']) ||
      (isMap(value['credentials']) && Object.values(value['credentials']).every(isCredential))) &&
    isListOf(value['verifiable_addresses'], isAddress) &&
    isListOf(value['recovery_addresses'], isAddress)
  );
}

const isCredential = (value: unknown): boolean =>
  isMap(value) &&
  isListOf(value['identifiers'], isText) &&
  (isAbsent(value['config']) || isMap(value['config']));

const isAddress = (value: unknown): boolean => isMap(value) && isText(value['value']);

const isSession = (value: unknown): value is Session => isMap(value) && isText(value['id']);

const isListOf = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  isAbsent(value) || (Array.isArray(value) && value.every(isItem));

const isText = (value: unknown): value is string => typeof value === 'string';

/** Go writes a list that was never made as null. */
const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function notKratos(origin: string, what: string): IdpError {
  return new IdpError('unexpected-answer', `${origin} answered with ${what}.`);
}
