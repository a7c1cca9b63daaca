import { echoQuery } from './query-echo.ts';

export interface OffsetPage {
  /** As asked for, counted from 0 in the Link header. */
  page: number;
  perPage: number;
}

const defaultPerPage = 250;
const maximumPerPage = 1000;

/**
 * The page that Kratos's older collections (sessions of an identity, schemas) understand: `page` and
 * `per_page`, or `page_token` and `page_size` when either of these is there. Nothing is refused: what
 * cannot be read counts as absent.
 */
export function readOffsetPage(query: URLSearchParams): OffsetPage {
  if (query.has('page_token') || query.has('page_size')) {
    const perPage = clampPerPage(integer(query.get('page_size')));
    const offset = tokenOffset(query.get('page_token') ?? '');
    return { page: Math.max(0, Math.trunc(offset / perPage)), perPage };
  }
  return {
    page: Math.max(0, integer(query.get('page')) ?? 0),
    perPage: clampPerPage(integer(query.get('per_page'))),
  };
}

/**
 * `Link` and `X-Total-Count` as Kratos gives them, oddities included: of an empty collection a page -1
 * and a page 1, and on the only page a page size that has shrunk to the total.
 */
export function offsetPageHeaders(
  path: string,
  query: URLSearchParams,
  total: number,
  { page, perPage }: OffsetPage,
): { link: string; 'x-total-count': string } {
  const offset = page * perPage;
  const last = total % perPage === 0 ? total - perPage : Math.floor(total / perPage) * perPage;
  const first = { rel: 'first', offset: 0, size: perPage };
  const next = { rel: 'next', offset: (page + 1) * perPage, size: perPage };
  const previous = { rel: 'prev', offset: (page - 1) * perPage, size: perPage };
  let links: PageLink[];
  if (total === 0) links = [first, next, previous];
  else if (offset >= last && total <= perPage) links = [{ ...first, size: total }];
  else if (offset >= last) links = [first, { ...previous, offset: last - perPage }];
  else if (page === 0) links = [next, { rel: 'last', offset: last, size: perPage }];
  else links = [first, next, previous, { rel: 'last', offset: last, size: perPage }];
  return {
    link: links.map((link) => pageLink(path, query, link)).join(','),
    'x-total-count': String(total),
  };
}

interface PageLink {
  rel: string;
  offset: number;
  size: number;
}

function pageLink(path: string, query: URLSearchParams, { rel, offset, size }: PageLink): string {
  const token = Buffer.from(`{"offset":"${offset}","v":2}`).toString('base64url');
  const target = echoQuery(query, {
    page: String(Math.trunc(offset / size)),
    page_size: String(size),
    page_token: token,
    per_page: String(size),
  });
  return `<${path}?${target}>; rel="${rel}"`;
}

function tokenOffset(token: string): number {
  const offset = /"offset":\s*"?(-?\d+)/.exec(Buffer.from(token, 'base64url').toString());
  return Number(offset?.[1] ?? 0);
}

function clampPerPage(asked: number | undefined): number {
  return Math.max(1, Math.min(asked ?? defaultPerPage, maximumPerPage));
}

function integer(text: string | null): number | undefined {
  return text !== null && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
