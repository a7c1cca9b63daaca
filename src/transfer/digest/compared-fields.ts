import type { Identity } from '@ory/client';
import { canonicalJson } from './canonical-json.ts';
import type { Completion, ReadyRow } from '../import/import-row.ts';

/** A field of an identity as one text, so that what was sent and what Kratos has can be compared; undefined is Kratos's default. */
export interface ComparedField {
  /** As Kratos names it. */
  readonly name: string;
  readonly sent: (create: ReadyRow['create'], completion: Completion | undefined) => string | undefined;
  /** Of an identity with its credentials: of links the identifiers do, of totp and lookup_secret it takes the configuration. */
  readonly held: (identity: Identity) => string | undefined;
  /** What is not sent is Kratos's to choose, and not to be compared. */
  readonly isKratosChoice?: true;
}

/** The place in the list is that in a digest: a change of it is a new version of digests. */
export const comparedFields: readonly ComparedField[] = [
  {
    name: 'schema_id',
    sent: ({ schema_id }) => some(schema_id),
    held: ({ schema_id }) => schema_id,
    isKratosChoice: true,
  },
  { name: 'state', sent: ({ state }) => inactive(state), held: ({ state }) => inactive(state) },
  {
    name: 'traits',
    sent: ({ traits }) => traitsText(traits),
    held: ({ traits }) => traitsText(traits),
  },
  {
    name: 'external_id',
    sent: ({ external_id }) => some(external_id),
    held: ({ external_id }) => some(external_id),
  },
  {
    name: 'metadata_public',
    sent: ({ metadata_public }) => metadata(metadata_public),
    held: ({ metadata_public }) => metadata(metadata_public),
  },
  {
    name: 'metadata_admin',
    sent: ({ metadata_admin }) => metadata(metadata_admin),
    held: ({ metadata_admin }) => metadata(metadata_admin),
  },
  {
    name: 'oidc',
    sent: ({ credentials }) => links(credentials?.oidc?.config.providers),
    held: (identity) => list(identity.credentials?.['oidc']?.identifiers),
  },
  {
    name: 'saml',
    sent: ({ credentials }) => links(credentials?.saml?.config.providers),
    held: (identity) => list(identity.credentials?.['saml']?.identifiers),
  },
  {
    name: 'totp',
    sent: (_create, completion) => some(completion?.totp?.config.totp_url),
    held: (identity) => some(configOf(identity, 'totp')['totp_url']),
  },
  {
    name: 'lookup_secret',
    sent: (_create, completion) => codes(completion?.lookup_secret?.config.recovery_codes),
    held: (identity) => codes(configOf(identity, 'lookup_secret')['recovery_codes']),
  },
];

export function configOf(identity: Identity, kind: string): Readonly<Record<string, unknown>> {
  return (identity.credentials?.[kind]?.config ?? {}) as Readonly<Record<string, unknown>>;
}

const some = (text: unknown): string | undefined =>
  typeof text === 'string' && text !== '' ? text : undefined;

const inactive = (state: string | undefined): string | undefined =>
  state === 'active' ? undefined : some(state);

/** Where a schema wants none, a row may come without. */
const traitsText = (traits: unknown): string => canonicalJson(traits ?? {});

const metadata = (value: unknown): string | undefined =>
  value === null || value === undefined ? undefined : canonicalJson(value);

const links = (
  providers: readonly { readonly provider: string; readonly subject: string }[] | undefined,
): string | undefined => list(providers?.map(({ provider, subject }) => `${provider}:${subject}`));

/** Codes without whether they are used: somebody who signs in uses one up. */
function codes(given: unknown): string | undefined {
  if (!Array.isArray(given)) return undefined;
  return list(given.map((one: Readonly<Record<string, unknown>>) => String(one['code'])));
}

function list(texts: readonly string[] | null | undefined): string | undefined {
  if (texts === undefined || texts === null || texts.length === 0) return undefined;
  return texts.length === 1 ? texts[0] : canonicalJson(texts.toSorted());
}
