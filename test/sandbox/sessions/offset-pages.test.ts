import { expect, test } from 'vitest';
import { offsetPageHeaders, readOffsetPage } from '../../../src/sandbox/sessions/offset-pages.ts';

const page = (query: string): unknown => readOffsetPage(new URLSearchParams(query));

test('a page is the first of 250 unless told otherwise', () => {
  expect(page('')).toEqual({ page: 0, perPage: 250 });
  expect(page('page=3&per_page=7')).toEqual({ page: 3, perPage: 7 });
});

test('what cannot be read as a page counts as absent, and sizes are kept within 1 and 1000', () => {
  expect(page('page=abc&per_page=x')).toEqual({ page: 0, perPage: 250 });
  expect(page('page=-2&per_page=0')).toEqual({ page: 0, perPage: 1 });
  expect(page('per_page=5000')).toEqual({ page: 0, perPage: 1000 });
});

test('page_token or page_size wins over page and per_page, and a token is an offset', () => {
  const token = Buffer.from('{"offset":"6","v":2}').toString('base64url');
  expect(page(`page=9&per_page=9&page_size=2&page_token=${token}`)).toEqual({ page: 3, perPage: 2 });
  expect(page('page=9&page_token=nonsense')).toEqual({ page: 0, perPage: 250 });
});

function relations(query: string, total: number): string[] {
  const params = new URLSearchParams(query);
  const { link } = offsetPageHeaders('/things', params, total, readOffsetPage(params));
  return [...link.matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, target = '', relation = '']) => {
    const asked = new URL(target, 'http://kratos').searchParams;
    return `${relation} ${asked.get('page')}×${asked.get('per_page')}`;
  });
}

test('of an empty collection Kratos links to pages that cannot exist', () => {
  expect(relations('', 0)).toEqual(['first 0×250', 'next 1×250', 'prev -1×250']);
});

test('the only page links to itself with a size shrunk to the total', () => {
  expect(relations('', 2)).toEqual(['first 0×2']);
  expect(relations('page=9', 3)).toEqual(['first 0×3']);
});

test('first, middle and last page link to their neighbours', () => {
  expect(relations('per_page=2', 6)).toEqual(['next 1×2', 'last 2×2']);
  expect(relations('per_page=2&page=1', 6)).toEqual(['first 0×2', 'next 2×2', 'prev 0×2', 'last 2×2']);
  expect(relations('per_page=2&page=2', 6)).toEqual(['first 0×2', 'prev 1×2']);
});

test('links repeat the query sorted by name, escaped as Go escapes', () => {
  const query = new URLSearchParams('x=a%20b*~&per_page=1&active=true');
  const { link } = offsetPageHeaders('/things', query, 1, readOffsetPage(query));
  expect(link).toBe(
    '</things?active=true&page=0&page_size=1&page_token=eyJvZmZzZXQiOiIwIiwidiI6Mn0&per_page=1&x=a+b%2A~>; rel="first"',
  );
});
