import { revealed } from '../secrets/secret.ts';
import type { ObservedChange } from './observe-task.ts';
import { isIdentityBody, pageOfSessions } from './observed-answer.ts';
import { createObservedIdentity, type ObservedIdentity } from './observed-identity.ts';
import type { KratosAnswer, KratosRequest } from './transport.ts';

/** What the writes of one task changed, made out from the answers that pass. */
export type TaskChanges = {
  /** In the order they were sent. Without an answer: it was sent, and may have been done. */
  sent(request: KratosRequest, answer: KratosAnswer | undefined): void;
  /** Net: what stands again as it stood is not among them. At most 300, and then one that counts the rest. */
  list(): ObservedChange[];
};

export function createTaskChanges(): TaskChanges {
  const identities = new Map<string, ObservedIdentity>();
  const others: ObservedChange[] = [];

  function identity(id: string): ObservedIdentity {
    const observed = identities.get(id) ?? createObservedIdentity();
    identities.set(id, observed);
    return observed;
  }

  function read(request: KratosRequest, path: string, answer: KratosAnswer): void {
    const [, id, sessions] = ofOne.exec(path) ?? [];
    if (id !== undefined && sessions === undefined && answer.status === 404) identity(id).learnGone();
    if (answer.status !== 200 || !path.startsWith('/admin/identities')) return;
    const body = bodyOf(answer);
    if (id !== undefined && sessions !== undefined) {
      const page = pageOfSessions(request.path, body);
      if (page !== undefined) identity(id).learnSessions(page);
      return;
    }
    for (const one of Array.isArray(body) ? body : [body]) {
      if (isIdentityBody(one)) identity(one.id).learn(one);
    }
  }

  function wrote(request: KratosRequest, path: string, done: boolean, body: unknown): void {
    const { method } = request;
    const [, id, sessions, credential] = ofOne.exec(path) ?? [];
    const asked = revealed(request.body);
    if (id === undefined) return wroteElsewhere(request, path, done, body);
    const whole = sessions === undefined && credential === undefined;
    if (whole && method === 'PATCH') identity(id).patched(asked, body);
    else if (whole && method === 'PUT') identity(id).replaced(asked, body);
    else if (whole && method === 'DELETE') identity(id).deleted(done);
    else if (sessions !== undefined && method === 'DELETE') identity(id).endedSessions(done);
    else if (credential !== undefined && method === 'DELETE') {
      const link = new URLSearchParams(request.path.split('?')[1]).get('identifier');
      identity(id).deletedCredential(credential, link, done);
    } else wroteElsewhere(request, path, done, body);
  }

  function wroteElsewhere(
    { method, body: asked }: KratosRequest,
    path: string,
    done: boolean,
    body: unknown,
  ) {
    const way = `${method} ${path}`;
    if (way === 'POST /admin/identities') {
      if (done && isIdentityBody(body)) identity(body.id).created(revealed(asked), body);
      else others.push({ name: 'identity', before: null, after: 'unknown' });
    } else if (way === 'PATCH /admin/identities') {
      others.push({ name: 'identities created', before: null, after: createdInBatch(body) });
    } else if (way === 'POST /admin/recovery/code' || way === 'POST /admin/recovery/link') {
      const name = path.slice('/admin/'.length).replace('/', ' ');
      others.push({ name, before: null, after: done ? 'made' : 'unknown' });
    } else others.push({ name: way, before: 'unknown', after: done ? 'done' : 'unknown' });
  }

  return {
    sent(request, answer) {
      const path = request.path.split('?', 1)[0] ?? '';
      if (request.method === 'GET' || request.method === 'HEAD') {
        if (answer !== undefined && request.side !== 'public') read(request, path, answer);
        return;
      }
      const end = endOf(answer);
      if (end === 'refused') return;
      const done = end === 'done' && answer !== undefined;
      wrote(request, path, done, done ? bodyOf(answer) : undefined);
    },
    list() {
      const changed = [...identities].map(([id, one]) => ({ id, changes: one.changes() }));
      const several = changed.filter(({ changes }) => changes.length > 0).length > 1;
      const all = changed.flatMap(({ id, changes }) =>
        changes.map((change) => (several ? { ...change, name: `${id} ${change.name}` } : change)),
      );
      return atMost([...all, ...others]);
    },
  };
}

/** `/admin/identities/ID`, `…/ID/sessions`, `…/ID/credentials/KIND`. */
const ofOne = /^\/admin\/identities\/([0-9a-f-]{36})(?:(\/sessions)|\/credentials\/([^/]+))?$/;

/** A 5xx may come from what stands in between, after Kratos has done it. */
function endOf(answer: KratosAnswer | undefined): 'done' | 'doubtful' | 'refused' {
  if (answer === undefined || answer.status >= 500) return 'doubtful';
  return answer.status >= 200 && answer.status < 300 ? 'done' : 'refused';
}

function bodyOf(answer: KratosAnswer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    return undefined;
  }
}

function createdInBatch(body: unknown): number | 'unknown' {
  const items = (body as { identities?: unknown } | undefined | null)?.identities;
  if (!Array.isArray(items)) return 'unknown';
  return items.filter((item: { action?: unknown } | null) => item?.action === 'create').length;
}

const most = 300;

function atMost(changes: ObservedChange[]): ObservedChange[] {
  if (changes.length <= most) return changes;
  const left = changes.length - most;
  return [...changes.slice(0, most), { name: `and ${left} more`, before: 'unknown', after: 'unknown' }];
}
