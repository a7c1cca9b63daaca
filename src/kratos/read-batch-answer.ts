import { IdpError } from '../errors/idp-error.ts';
import { KratosRejection, readAnswer } from './answer.ts';
import type { BatchOutcome, ItemAnswer } from './batch-answer.ts';
import type { BatchItem } from './batch-body.ts';
import { canonicalIdentityId } from './identity-id.ts';
import { inDoubt } from './in-doubt.ts';
import { standInIdentity } from './read-body.ts';
import { retryAfterOf } from './retry-after.ts';
import type { KratosAnswer, KratosRequest } from './transport.ts';

/**
 * What came of a batch of identities. Only what Kratos itself says, in its own shape, settles a row: 502 to 504 may
 * come from what stands in between while Kratos goes on, in Kratos's shape, too, which other servers of Ory share; Kratos
 * never answers a batch with them (its source, v26.2.0). Its 500 means that the transaction was rolled back (measured),
 * and a 413 that no body was passed on, whoever says it. No words of the answer get into an error.
 * Fails with unauthorised (401, 407), and with unexpected-answer where it is redirected.
 */
export function readBatchAnswer(
  answer: KratosAnswer,
  request: KratosRequest,
  sent: readonly BatchItem[],
  origin: string,
): BatchOutcome {
  const { status } = answer;
  const retryAfterMs = retryAfterOf(answer.headers);
  if (isRefusedAtTheDoor(status)) throw errorOf(answer, request, origin);
  if (status === 403) return { kind: 'forbidden', error: errorOf(answer, request, origin) };
  if (status === 429) return { kind: 'busy', retryAfterMs, error: errorOf(answer, request, origin) };
  const body = parsed(answer.text);
  const items = status === 200 ? itemsOf(body, sent) : undefined;
  if (items !== undefined) return { kind: 'answered', items };
  const refusal = status >= 400 && !inBetween.has(status) ? errorIn((body as Said)?.error) : undefined;
  if (refusal !== undefined) return { kind: 'refused', status, words: refusal.words };
  if (status === 413) return { kind: 'refused', status, words: 'The request is too large.' };
  const error = inDoubt(errorOf(answer, request, origin), request);
  return { kind: 'unknown', retryAfterMs, error };
}

const isRefusedAtTheDoor = (status: number): boolean =>
  (status >= 300 && status < 400) || status === 401 || status === 407;

/** What gives up waiting for Kratos, or thinks that the client has. */
const inBetween: ReadonlySet<number> = new Set([408, 499, 502, 503, 504]);

type Said = { readonly error?: unknown; readonly identities?: unknown } | null | undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In the order of the request, as Kratos gives them: what came in another one is no answer to it. */
function itemsOf(body: unknown, sent: readonly BatchItem[]): ItemAnswer[] | undefined {
  const { identities } = (body ?? {}) as { identities?: unknown };
  if (!Array.isArray(identities) || identities.length !== sent.length) return undefined;
  const items: ItemAnswer[] = [];
  for (const [index, { patchId }] of sent.entries()) {
    const one: unknown = identities[index];
    const item = itemOf(one);
    if (item === undefined || !isAnswerTo(patchId, one)) return undefined;
    items.push(item);
  }
  return items;
}

function isAnswerTo(patchId: string | undefined, item: unknown): boolean {
  const { patch_id: given } = item as { patch_id?: unknown };
  if (patchId === undefined || given === undefined || given === patchId) return true;
  // Kratos gives it in small letters.
  return typeof given === 'string' && given.toLowerCase() === patchId.toLowerCase();
}

function itemOf(item: unknown): ItemAnswer | undefined {
  const { identity, error } = (item ?? {}) as { identity?: unknown; error?: unknown };
  if (typeof identity === 'string') {
    const isId = canonicalIdentityId(identity) === identity || identity === standInIdentity;
    return isId ? { id: identity } : undefined;
  }
  const said = errorIn(error);
  return said === undefined ? undefined : { status: said.code, words: said.words };
}

/** Kratos's error, of which the code and the message are always there. */
function errorIn(error: unknown): { readonly code: number; readonly words: string } | undefined {
  const { code, message, reason } = (error ?? {}) as { code?: unknown; message?: unknown; reason?: unknown };
  if (typeof code !== 'number' || typeof message !== 'string') return undefined;
  return { code, words: typeof reason === 'string' && reason !== '' ? reason : message };
}

function errorOf(answer: KratosAnswer, request: KratosRequest, origin: string): IdpError {
  try {
    readAnswer(answer, request, origin);
  } catch (error) {
    // What has the outline of Kratos's error and no more would be quoted.
    if (error instanceof IdpError && !(error instanceof KratosRejection)) return error;
  }
  return new IdpError(
    'unexpected-answer',
    `${origin} answered a batch of identities with what is no answer to it (${answer.status}).`,
  );
}
