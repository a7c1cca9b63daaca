import { badRequest, KratosError } from '../kratos-error.ts';
import { nilUuid, parseUuid } from '../uuid.ts';

/** Which part of a list is wanted: what follows an id, or a page by number as before there were tokens. */
export type ListPage =
  | { kind: 'keyset'; after: string; size: number; query: URLSearchParams }
  | { kind: 'numbered'; page: number; size: number; query: URLSearchParams };

const defaultSize = 250;
const maximalSize = 500;
const maximalOffset = 1000;

/** Reads page_size and page_token, or page and per_page when neither is there. Throws Kratos's 400s. */
export function readListPage(query: URLSearchParams): ListPage {
  if (query.has('page') && !query.has('page_token') && !query.has('page_size')) return numberedPage(query);
  return keysetPage(sizedQuery(query));
}

function numberedPage(query: URLSearchParams): ListPage {
  const page = Math.max(0, parseInteger(query.get('page') ?? '') ?? 0);
  const wanted = parseInteger(query.get('per_page') ?? '') ?? defaultSize;
  const size = Math.min(maximalSize, Math.max(1, wanted));
  if (page * size > maximalOffset) {
    throw badRequest(
      `Legacy pagination is not supported for enumerating over ${maximalOffset} items. Please switch to using page_token and page_size.`,
    );
  }
  return { kind: 'numbered', page, size, query };
}

function keysetPage(query: URLSearchParams): ListPage {
  const token = query.getAll('page_token').find((value) => value !== '') ?? nilUuid;
  const size = parseSize(query.getAll('page_size').find((value) => value !== ''));
  const after = parseUuid(token);
  if (after === undefined) {
    throw badRequest('The page token is invalid, do not craft your own page tokens');
  }
  // Kratos takes it for a UUID, its database does not.
  if (token.startsWith('urn:')) throw unreadableToken(token);
  return { kind: 'keyset', after, size, query };
}

function unreadableToken(token: string): KratosError {
  const problem = `ERROR: invalid input syntax for type uuid: ${JSON.stringify(token)} (SQLSTATE 22P02)`;
  return new KratosError(500, `unable to fetch records: ${problem}`);
}

// per_page alone means page_size, and the links then say so.
function sizedQuery(query: URLSearchParams): URLSearchParams {
  if (!query.has('per_page') || query.has('page_size') || query.has('page_token')) return query;
  const sized = new URLSearchParams(query);
  sized.set('page_size', sized.get('per_page') ?? '');
  sized.delete('per_page');
  return sized;
}

function parseSize(value: string | undefined): number {
  if (value === undefined) return defaultSize;
  const size = parseInteger(value);
  if (size === undefined) {
    const problem = integer.test(value) ? 'value out of range' : 'invalid syntax';
    throw badRequest(`strconv.Atoi: parsing ${JSON.stringify(value)}: ${problem}`);
  }
  return size <= 0 ? defaultSize : Math.min(size, maximalSize);
}

/** What Go's Atoi reads: undefined also for what 64 bits cannot hold. */
function parseInteger(value: string): number | undefined {
  if (!integer.test(value)) return undefined;
  const exact = BigInt(value.replace('+', ''));
  return BigInt.asIntN(64, exact) === exact ? Number(exact) : undefined;
}

const integer = /^[+-]?\d+$/;
