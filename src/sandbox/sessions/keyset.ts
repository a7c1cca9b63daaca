import { parseUuid, nilUuid } from '../uuid.ts';
import { KratosError, badRequest } from '../kratos-error.ts';
import { echoQuery } from './query-echo.ts';

/** Where a page of `GET /admin/sessions` begins: after the session with this time of creation and id. */
export interface SessionCursor {
  createdAt: string;
  id: string;
}

export interface SessionPage {
  after: SessionCursor;
  size: number;
}

const defaultSize = 250;
const maximumSize = 1000;

/** Newer than any session: sessions are listed newest first. */
const beginning: SessionCursor = { createdAt: '2200-12-31T23:59:59.000000Z', id: nilUuid };

/** The page asked for. Kratos blames `page_size` for a bad `page_token` too. */
export function readSessionPage(query: URLSearchParams): SessionPage {
  const token = query.getAll('page_token').find((value) => value !== '');
  const size = query.getAll('page_size').find((value) => value !== '') ?? '0';
  if (!/^[+-]?\d{1,15}$/.test(size)) throw unreadable();
  const asked = Number(size);
  return {
    after: token === undefined ? beginning : decodeCursor(token),
    size: Math.min(asked <= 0 ? defaultSize : asked, maximumSize),
  };
}

/** The Link header: `first`, and `next` when there is another page after `last`. */
export function sessionPageLink(
  path: string,
  query: URLSearchParams,
  size: number,
  last: SessionCursor | undefined,
): string {
  const link = (rel: string, cursor: SessionCursor): string => {
    const target = echoQuery(query, { page_token: encodeCursor(cursor), page_size: String(size) });
    return `<${path}?${target}>; rel="${rel}"`;
  };
  return [link('first', beginning), ...(last === undefined ? [] : [link('next', last)])].join(',');
}

function encodeCursor({ createdAt, id }: SessionCursor): string {
  return Buffer.from(`created_at=${createdAt}/id=${id}`).toString('base64').replaceAll('=', '');
}

function decodeCursor(token: string): SessionCursor {
  if (!/^[A-Za-z\d+/]+$/.test(token) || token.length % 4 === 1) throw unreadable();
  const fields = new Map(
    Buffer.from(token, 'base64')
      .toString()
      .split('/')
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  );
  const id = parseUuid(fields.get('id') ?? '');
  if (id === undefined) throw badRequest('The page token is invalid, do not craft your own page tokens');
  return { id, createdAt: fields.get('created_at') ?? beginning.createdAt };
}

function unreadable(): KratosError {
  return new KratosError(400, 'could not parse parameter page_size');
}
