import { badRequest } from '../kratos-error.ts';
import { nilUuid, parseUuid } from '../uuid.ts';
import { type CredentialType, isCredentialType } from './identity.ts';
import { type ListPage, readListPage } from './list-page.ts';

export interface ListParameters {
  filter: ListFilter | undefined;
  /** Undefined: credentials are not listed at all. */
  credentials: readonly CredentialType[] | undefined;
  page: ListPage;
}

export type ListFilter =
  | { by: 'ids'; ids: readonly string[] }
  | { by: 'organization'; id: string }
  | { by: 'identifier'; identifier: string }
  | { by: 'identifier-prefix'; prefix: string };

/** Reads the query of GET /admin/identities, with Kratos's refusals in Kratos's order. */
export function readListParameters(query: URLSearchParams): ListParameters {
  const filters = readFilters(query);
  const included = query.getAll('include_credential').map((name) => includedType(name, name));
  if (filters.length > 1) throw badRequest('You cannot combine multiple filters in this API');
  const [filter] = filters;
  const showsCredentials =
    included.length > 0 || filter?.by === 'identifier' || filter?.by === 'identifier-prefix';
  return { filter, credentials: showsCredentials ? included : undefined, page: readListPage(query) };
}

/** The credential types of GET by id; its refusal shows the types before the wrong one, not that one. */
export function readIncludedCredentials(query: URLSearchParams): CredentialType[] {
  const types: CredentialType[] = [];
  for (const name of query.getAll('include_credential')) {
    types.push(includedType(name, `[${types.join(' ')}]`));
  }
  return types;
}

function includedType(name: string, shown: string): CredentialType {
  if (isCredentialType(name)) return name;
  throw badRequest(`Invalid value \`${shown}\` for parameter \`include_credential\`.`);
}

function readFilters(query: URLSearchParams): ListFilter[] {
  const filters: ListFilter[] = [];
  const ids = query.getAll('ids').map((id) => parameterUuid(id, 'ids'));
  if (ids.length > 500) throw badRequest('The number of ids to filter must not exceed 500.');
  if (ids.length > 0) filters.push({ by: 'ids', ids });
  const organization = query.get('organization_id') ?? '';
  if (organization !== '') {
    // The nil UUID is how Kratos spells "none" to itself: it is no filter.
    const id = parameterUuid(organization, 'organization_id');
    if (id !== nilUuid) filters.push({ by: 'organization', id });
  }
  const identifier = query.get('credentials_identifier') ?? '';
  if (identifier !== '') filters.push({ by: 'identifier', identifier });
  const prefix = query.get('preview_credentials_identifier_similar') ?? '';
  if (prefix !== '') filters.push({ by: 'identifier-prefix', prefix });
  return filters;
}

function parameterUuid(value: string, parameter: string): string {
  const uuid = parseUuid(value);
  if (uuid === undefined) throw badRequest(`Invalid UUID value \`${value}\` for parameter \`${parameter}\`.`);
  return uuid;
}
