import { revealed } from '../secrets/secret.ts';
import { createChangeCounts } from './change-counts.ts';
import { createFollowedIdentities } from './followed-identities.ts';
import type { ObservedChange } from './observe-task.ts';
import { isIdentityBody, pageOfSessions } from './observed-answer.ts';
import { isLook } from './observed-read.ts';
import type { KratosAnswer, KratosRequest } from './transport.ts';

/** What the writes of one task changed, made out from the answers that pass. */
export type TaskChanges = {
  /** In the order they were sent. Without an answer: it was sent, and may have been done. */
  sent(request: KratosRequest, answer: KratosAnswer | undefined): void;
  /**
   * Net: what stands again as it stood is not among them. Of the first hundred identities that were written to, one by
   * one; what was done to more, and in batches, is summed up. At most 300, and then one that counts the rest.
   */
  list(): ObservedChange[];
};

export function createTaskChanges(): TaskChanges {
  const identities = createFollowedIdentities();
  const counts = createChangeCounts();
  const others: ObservedChange[] = [];

  function read(request: KratosRequest, path: string, answer: KratosAnswer): void {
    if (!isLook(request)) return;
    const [, id, sessions] = ofOne.exec(path) ?? [];
    if (id !== undefined && sessions === undefined && answer.status === 404)
      identities.shown(id, (one) => one.learnGone());
    if (answer.status !== 200) return;
    const body = bodyOf(answer);
    if (id !== undefined && sessions !== undefined) {
      const page = pageOfSessions(request.path, body);
      if (page !== undefined) identities.shown(id, (one) => one.learnSessions(page));
      return;
    }
    for (const one of Array.isArray(body) ? body : [body]) {
      if (isIdentityBody(one)) identities.shown(one.id, (followed) => followed.learn(one));
    }
  }

  function wrote(
    request: KratosRequest,
    path: string,
    done: boolean,
    answer: KratosAnswer | undefined,
  ): void {
    const way = `${request.method} ${path.replace(anId, '/ID').replace(aCredential, '/credentials/KIND')}`;
    const body = done && answer !== undefined ? bodyOf(answer) : undefined;
    if (way === 'PATCH /admin/identities') {
      return counts.add('identities created', createdInBatch(body));
    }
    const created = way === 'POST /admin/identities' && isIdentityBody(body) ? body.id : undefined;
    const [, id = created, , credential = ''] = ofOne.exec(path) ?? [];
    const summary = ofManyMore[way];
    if (id === undefined || summary === undefined) return wroteElsewhere(request, path, done);
    const one = identities.written(id);
    if (one === undefined) return counts.add(summary, done ? 1 : 'unknown');
    const asked = revealed(request.body);
    if (isIdentityBody(body) && created !== undefined) one.created(asked, body);
    else if (way === 'PATCH /admin/identities/ID') one.patched(asked, body);
    else if (way === 'PUT /admin/identities/ID') one.replaced(asked, body);
    else if (way === 'DELETE /admin/identities/ID') one.deleted(done);
    else if (credential === '') one.endedSessions(done);
    else {
      const link = new URLSearchParams(request.path.split('?')[1]).get('identifier');
      one.deletedCredential(credential, link, done);
    }
  }

  function wroteElsewhere({ method }: KratosRequest, path: string, done: boolean): void {
    const way = `${method} ${path}`;
    if (way === 'POST /admin/identities') return other('identity', null, 'unknown');
    if (way === 'POST /admin/recovery/code' || way === 'POST /admin/recovery/link') {
      return other(path.slice('/admin/'.length).replace('/', ' '), null, done ? 'made' : 'unknown');
    }
    // The session of a trial login is ended again.
    if (way === 'DELETE /self-service/logout/api') return;
    if (way === 'POST /self-service/login') return counts.add('trial logins', done ? 1 : 'unknown');
    other(way, 'unknown', done ? 'done' : 'unknown');
  }

  function other(name: string, before: string | null, after: string): void {
    if (others.length < most) others.push({ name, before, after });
    else counts.add('more changes', 1);
  }

  return {
    sent(request, answer) {
      const path = request.path.split('?', 1)[0] ?? '';
      if (request.method === 'GET' || request.method === 'HEAD') {
        if (answer !== undefined) read(request, path, answer);
        return;
      }
      const end = endOf(answer);
      if (end !== 'refused') wrote(request, path, end === 'done', answer);
    },
    list() {
      const changed = identities.list().map(([id, one]) => ({ id, changes: one.changes() }));
      const several = changed.filter(({ changes }) => changes.length > 0).length > 1;
      const all = changed.flatMap(({ id, changes }) =>
        changes.map((change) => (several ? { ...change, name: `${id} ${change.name}` } : change)),
      );
      const sums = counts.list();
      return [...atMost([...all, ...others], most - sums.length), ...sums];
    },
  };
}

/** What is done to one identity, and how it is told of those that are not followed. */
const ofManyMore: Readonly<Record<string, string>> = {
  'POST /admin/identities': 'more identities created',
  'PATCH /admin/identities/ID': 'more identities changed',
  'PUT /admin/identities/ID': 'more identities replaced',
  'DELETE /admin/identities/ID': 'more identities deleted',
  'DELETE /admin/identities/ID/sessions': 'more identities whose sessions were ended',
  'DELETE /admin/identities/ID/credentials/KIND': 'more credentials removed',
};

/** `/admin/identities/ID`, `…/ID/sessions`, `…/ID/credentials/KIND`. */
const ofOne = /^\/admin\/identities\/([0-9a-f-]{36})(?:(\/sessions)|\/credentials\/([^/]+))?$/;
const anId = /(?<=^\/admin\/identities)\/[0-9a-f-]{36}/;
const aCredential = /\/credentials\/[^/]+$/;

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

function atMost(changes: ObservedChange[], room: number): ObservedChange[] {
  if (changes.length <= room) return changes;
  const left = changes.length - room;
  return [...changes.slice(0, room), { name: `and ${left} more`, before: 'unknown', after: 'unknown' }];
}
