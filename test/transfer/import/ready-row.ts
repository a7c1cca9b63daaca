import { normaliseIdentifier } from '../../../src/identifiers/normalise-identifier.ts';
import type { Completion, ReadyRow } from '../../../src/transfer/import/import-row.ts';

/** What a row says, as it is sent: members that it does not have are not there. */
export type Said = Partial<ReadyRow['create']> & { readonly traits: Record<string, unknown> };

/**
 * A row as checking gives it for schemas in which `email` and `username` are identifiers, `email` is to be verified and
 * recovered with, and `contact` is that alone.
 */
export function readyRow(said: Said, completion?: Completion): ReadyRow {
  const create = said as ReadyRow['create'];
  const { email, username, contact } = said.traits;
  const { oidc, saml } = create.credentials ?? {};
  const links = [...(oidc?.config.providers ?? []), ...(saml?.config.providers ?? [])];
  return {
    create,
    completion,
    identifiers: [
      ...normalised(email, username),
      ...links.map(({ provider, subject }) => `${provider}:${subject}`),
    ],
    addresses: normalised(email, contact).map((address) => `email:${address}`),
    hasPlainPassword: false,
  };
}

const normalised = (...texts: readonly unknown[]): string[] =>
  texts.filter((text) => typeof text === 'string').map(normaliseIdentifier);
