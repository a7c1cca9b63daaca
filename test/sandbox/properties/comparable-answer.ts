import type { Answer } from '../../contract/send.ts';
import { knownDifferences } from './known-differences.ts';
import { withoutTag } from './pools.ts';
import type { Played } from './send-operation.ts';

/**
 * An answer without what differs from server to server: ids are named by the order in which they came to be
 * and all else that is made up there by its kind; identities of a list stand in that order, too.
 * What is said of an answer is status, content type, location and body.
 */
export function comparableAnswer(answer: Answer, played: Played): unknown {
  const { status, headers } = answer;
  return inOneOrder(
    JSON.parse(
      withoutMadeUp(
        JSON.stringify({
          status,
          type: headers['content-type'] ?? null,
          location: headers.location ?? null,
          body: byAge(answer.body ?? null, played),
        }),
        played,
      ),
    ),
  );
}

/** The identities of a list in the order in which they were made, because ids are random. */
function byAge(body: unknown, { ids }: Played): unknown {
  if (!Array.isArray(body)) return body;
  return (body as { id: string }[]).toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

function withoutMadeUp(text: string, { ids, tag }: Played): string {
  let words = withoutTag(text, tag);
  for (const { alike } of knownDifferences) words = alike(words);
  for (const [at, id] of ids.entries()) words = words.replaceAll(userHandle(id), `<user handle ${at}>`);
  return words
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, (id) =>
      ids.includes(id) ? `<identity ${ids.indexOf(id)}>` : '<id>',
    )
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => (time.startsWith('0001-') ? time : '<time>'))
    .replaceAll(/http:\/\/[^/"]+/g, '<server>');
}

/** Security keys know their identity by the bytes of its id. */
function userHandle(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64');
}

/** Identifiers are a set, and the order of members means nothing. */
function inOneOrder(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    return name === 'identifiers' ? value.map(String).toSorted() : value.map((item) => inOneOrder(item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, inOneOrder(member, key)]));
}
