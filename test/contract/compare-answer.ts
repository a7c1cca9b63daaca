import { compareJson } from './compare.ts';
import { matchesExcerpt } from './excerpt.ts';
import type { RecordedResponse } from './exchange.ts';
import type { Placeholders } from './placeholders.ts';
import type { Answer } from './send.ts';

/** How an answer differs from the recorded one: status, the headers that matter, body. */
export function compareAnswer(
  recorded: RecordedResponse,
  answer: Answer,
  placeholders: Placeholders,
): string[] {
  if (answer.status !== recorded.status) {
    return [`status: recorded ${recorded.status}, answered ${answer.status} ${answer.text.slice(0, 200)}`];
  }
  return [
    ...compareHeaders(recorded.headers ?? {}, answer, placeholders),
    ...compareBody(recorded, answer, placeholders),
  ];
}

function compareHeaders(
  recorded: Record<string, string>,
  { headers }: Answer,
  placeholders: Placeholders,
): string[] {
  const differences: string[] = [];
  for (const name of ['link', 'location']) {
    const expected = recorded[name];
    const actual = headers[name];
    const same = expected === undefined ? actual === undefined : placeholders.matches(expected, actual);
    if (!same) differences.push(`${name}: recorded ${expected}, answered ${String(actual)}`);
  }
  const type = recorded['content-type'];
  if (type !== undefined && plain(headers['content-type']) !== plain(type)) {
    differences.push(`content-type: recorded ${type}, answered ${headers['content-type']}`);
  }
  return differences;
}

function compareBody(recorded: RecordedResponse, { body }: Answer, placeholders: Placeholders): string[] {
  if (recorded.text === 'any') return compareJson(errorCode(recorded.body), errorCode(body), placeholders);
  if (recorded.text === 'pointers') {
    return compareJson(pointers(recorded.body), pointers(body), placeholders, 'pointers');
  }
  if (recorded.body === undefined || (recorded.body === null && body === undefined)) return [];
  if (recorded.body_is === undefined) return compareJson(recorded.body, body, placeholders);
  return matchesExcerpt(recorded.body, body, placeholders)
    ? []
    : [`${recorded.body_is}: recorded ${JSON.stringify(recorded.body)}, answered ${JSON.stringify(body)}`];
}

function errorCode(body: unknown): unknown {
  return (body as { error?: { code?: number } } | undefined)?.error?.code ?? null;
}

/** The instance and schema pointers in the reasons of an answer, each once. */
function pointers(body: unknown): string[] {
  return [...new Set(JSON.stringify(body ?? null).match(/[IS]\[#[^\]]*\]/g))].toSorted();
}

function plain(contentType: string | undefined): string {
  return (contentType ?? '').toLowerCase().replaceAll(' ', '');
}
