import { type Answer, send } from '../../contract/send.ts';
import type { Operation } from './operation.ts';
import { withTag } from './pools.ts';

/** A server and what one sequence has made on it so far. */
export interface Played {
  readonly adminUrl: string;
  readonly tag: string;
  /** Ids in the order in which they came to be, also those of the identities that are gone. */
  readonly ids: string[];
}

/** Sends one operation of a sequence; `pages` and `look-up` by id send several requests and give the last answer. */
export async function sendOperation(played: Played, operation: Operation): Promise<Answer> {
  const { ids } = played;
  const to = (method: string, path: string, body?: unknown): Promise<Answer> =>
    send(played.adminUrl, {
      method,
      path: `/admin/identities${path}`,
      ...(body !== undefined && { text: JSON.stringify(withTag(body, played.tag)) }),
    });
  const target = 'target' in operation ? (ids[operation.target % Math.max(ids.length, 1)] ?? nobody) : '';
  switch (operation.kind) {
    case 'create': {
      const answer = await to('POST', '', operation.body);
      if (answer.status === 201) ids.push((answer.body as { id: string }).id);
      return answer;
    }
    case 'batch': {
      const answer = await to('PATCH', '', { identities: operation.items });
      const { identities = [] } = answer.body as { identities?: ({ identity?: string } | null)[] };
      ids.push(...identities.flatMap((result) => result?.identity ?? []));
      return answer;
    }
    case 'put':
      return to('PUT', `/${target}`, operation.body);
    case 'patch':
      return to('PATCH', `/${target}`, operation.operations);
    case 'delete':
      return to('DELETE', `/${target}`);
    case 'delete-credential': {
      const { type, identifier } = operation;
      const query = identifier === undefined ? '' : `?identifier=${encoded(identifier, played)}`;
      return to('DELETE', `/${target}/credentials/${type}${query}`);
    }
    case 'get': {
      const query = operation.include.map((type) => `include_credential=${type}`).join('&');
      return to('GET', `/${target}?${query}`);
    }
    case 'get-by-external-id':
      return to('GET', `/by/external/${encoded(operation.externalId, played)}`);
    case 'look-up':
      return to('GET', `?${operation.parameter}=${encoded(operation.value, played)}&page_size=500`);
    case 'pages':
      return pages(played, operation.size);
  }
}

const nobody = '11111111-1111-4111-8111-111111111111';

/** All pages of the sequence's own identities as one answer; its headers are those of the last page. */
async function pages({ adminUrl, ids }: Played, size: number): Promise<Answer> {
  const query = [...ids, nobody].map((id) => `ids=${id}`).join('&');
  const found: unknown[] = [];
  let path: string | undefined = `/admin/identities?${query}&page_size=${size}`;
  for (;;) {
    const answer: Answer = await send(adminUrl, { method: 'GET', path });
    if (!Array.isArray(answer.body)) return answer;
    found.push(...(answer.body as unknown[]));
    path = nextPage(answer);
    if (path === undefined) return { ...answer, body: found };
  }
}

/** Where the next page is, if there is one. */
export function nextPage({ headers }: Answer): string | undefined {
  return /<([^>]*)>; rel="next"/.exec(String(headers['link']))?.[1];
}

function encoded(value: string, { tag }: Played): string {
  return encodeURIComponent(withTag(value, tag));
}
