import { IdpError } from '../errors/idp-error.ts';
import { isLook } from './observed-read.ts';
import { newRequestId } from './request-id.ts';
import type { TaskChanges } from './task-changes.ts';
import type { KratosAnswer, KratosRequest, Transport } from './transport.ts';

/** What a write made of something: its name (`state`, `traits.email`, `credentials.totp`) and masked values. */
export type ObservedChange = {
  readonly name: string;
  /** null where there was or is none; `unknown` where nothing that passed says so. */
  readonly before: string | number | boolean | null;
  readonly after: string | number | boolean | null;
};

/** One request by the X-Request-Id that it went with; `path` without its query, `status` null where no answer came. */
export type ObservedRequest = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
};

export type TaskObserver = {
  readonly transport: Transport;
  changes(): readonly ObservedChange[];
  /** At most 200, writes before reads where not all have room; a last one `and 57 more` counts the rest. */
  requests(): readonly ObservedRequest[];
};

/**
 * A witness below every handler, so that none can forget it: it notes the requests of one task, and compares what Kratos
 * shows before and after a write. It asks nothing itself. `beforeFirstWrite` is awaited before the first write is sent,
 * and stops it by failing. In a dry run it stands below the gate, which lets only reads through: nothing is claimed then.
 */
export function observeTask(
  transport: Transport,
  { beforeFirstWrite }: { readonly beforeFirstWrite: () => Promise<void> },
): TaskObserver {
  const requests = createRequestList();
  const seen = createSeenAnswers();
  let allowed: Promise<void> | undefined;
  let changes: TaskChanges | undefined;

  async function observed(asked: KratosRequest): Promise<KratosAnswer> {
    const request = { ...asked, requestId: asked.requestId ?? newRequestId() };
    if (!isRead(request)) await beforeWriting();
    const answered = requests.add(request);
    try {
      const answer = await transport(request);
      answered(answer.status);
      if (changes === undefined) seen.keep(request, answer);
      else changes.sent(request, answer);
      return answer;
    } catch (error) {
      if (mayHaveBeenDone(error)) changes?.sent(request, undefined);
      throw error;
    }
  }

  async function beforeWriting(): Promise<void> {
    allowed ??= beforeFirstWrite();
    try {
      await allowed;
    } catch (error) {
      allowed = undefined;
      throw error;
    }
    // Loaded by writes alone, and what passed until now is read no sooner: a quick read pays for neither.
    const { createTaskChanges } = await import('./task-changes.ts');
    if (changes !== undefined) return;
    changes = createTaskChanges();
    for (const [request, answer] of seen.taken()) changes.sent(request, answer);
  }

  return { transport: observed, changes: () => changes?.list() ?? [], requests: () => requests.list() };
}

const isRead = ({ method }: KratosRequest): boolean => method === 'GET' || method === 'HEAD';

/** The transport says so of every write that was sent and not answered. */
const mayHaveBeenDone = (error: unknown): boolean =>
  error instanceof IdpError && error.details?.['may-have-been-done'] === true;

const room = 200;
const roomForReads = 150;

function createRequestList() {
  const kept: { id: string; method: string; path: string; status: number | null }[] = [];
  let left = 0;
  return {
    /** Gives what takes the status of the answer. */
    add(request: KratosRequest & { readonly requestId: string }): (status: number) => void {
      if (kept.length >= (isRead(request) ? roomForReads : room)) {
        left += 1;
        return () => undefined;
      }
      const { requestId: id, method } = request;
      const one = { id, method, path: request.path.split('?', 1)[0] ?? '', status: null as number | null };
      kept.push(one);
      return (status) => void (one.status = status);
    },
    list: (): ObservedRequest[] =>
      left === 0
        ? kept.map((one) => ({ ...one }))
        : [
            ...kept.map((one) => ({ ...one })),
            { id: '', method: '', path: `and ${left} more`, status: null },
          ],
  };
}

/** Answers that are kept until the first write, and characters of them: those before are forgotten. */
const mostAnswers = 200;
const mostCharacters = 4 * 1024 * 1024;

function createSeenAnswers() {
  let kept: (readonly [KratosRequest, KratosAnswer])[] = [];
  let size = 0;
  return {
    keep(request: KratosRequest, { status, text }: KratosAnswer): void {
      if (!isLook(request)) return;
      kept.push([request, { status, headers: {}, text }]);
      size += text.length;
      while (size > mostCharacters || kept.length > mostAnswers)
        size -= kept.shift()?.[1].text.length ?? size;
    },
    taken(): typeof kept {
      const all = kept;
      kept = [];
      return all;
    },
  };
}
