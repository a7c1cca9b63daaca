import { encodeQuery } from '../go-query.ts';
import { nilUuid } from '../uuid.ts';
import type { ListPage } from './list-page.ts';

const path = '/admin/identities';

/** The Link header of a keyset page; `lastId` is undefined when nothing follows it. */
export function keysetLinks(page: ListPage & { kind: 'keyset' }, lastId: string | undefined): string {
  const first = keysetLink(page, 'first', nilUuid);
  return lastId === undefined ? first : `${first},${keysetLink(page, 'next', lastId)}`;
}

/**
 * The Link header of a numbered page, with Kratos's oddities: an empty list has a next and a previous
 * page, and a list that fits on one page is said to have pages of its own length.
 */
export function numberedLinks(page: ListPage & { kind: 'numbered' }, total: number): string {
  const { size, page: number } = page;
  const last = total % size === 0 ? total / size - 1 : Math.floor(total / size);
  const link = (rel: string, to: number): string => numberedLink(page, rel, to, size);
  if (number >= last) {
    if (total === 0) return [link('first', 0), link('next', number + 1), link('prev', number - 1)].join(',');
    if (total <= size) return numberedLink(page, 'first', 0, total);
    return [link('first', 0), link('prev', last - 1)].join(',');
  }
  if (number === 0) return [link('next', 1), link('last', last)].join(',');
  return [link('first', 0), link('next', number + 1), link('prev', number - 1), link('last', last)].join(',');
}

function keysetLink(page: ListPage, rel: string, token: string): string {
  const query = new URLSearchParams(page.query);
  query.set('page_token', token);
  query.set('page_size', String(page.size));
  return `<${path}?${encodeQuery(query)}>; rel="${rel}"`;
}

function numberedLink(page: ListPage, rel: string, number: number, size: number): string {
  const query = new URLSearchParams(page.query);
  query.set('page', String(number));
  query.set('per_page', String(size));
  return `<${path}?${encodeQuery(query)}>; rel="${rel}"`;
}
