import type { FastifyRequest } from 'fastify';
import { renderTime, storedTime } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import { badRequest } from '../kratos-error.ts';
import { requestTarget } from '../sessions/request-parameters.ts';
import { row, run } from '../statement.ts';
import { parseUuid } from '../uuid.ts';

export type FlowKind = 'login' | 'recovery';

/** What every self-service flow says of itself; the rest is of its kind. */
export interface Flow {
  readonly id: string;
  readonly type: 'api' | 'browser';
  readonly expires_at: string;
}

/** Keeps a flow until it is fetched or submitted, and forgets those that are over since a day. */
export function createFlow(context: SandboxContext, kind: FlowKind, flow: Flow): void {
  const dayAgo = new Date(context.clock.now().getTime() - 24 * 60 * 60 * 1000);
  run(context.db, 'DELETE FROM self_service_flows WHERE expires_at < ?', storedTime(dayAgo));
  run(
    context.db,
    'INSERT INTO self_service_flows (id, kind, body, expires_at) VALUES (?, ?, ?, ?)',
    flow.id,
    kind,
    JSON.stringify(flow),
    storedTime(new Date(flow.expires_at)),
  );
}

/** The flow of this kind and id; undefined for anything else, malformed ids included. */
export function findFlow({ db }: SandboxContext, kind: FlowKind, id: string | null): Flow | undefined {
  const uuid = parseUuid(id ?? '');
  if (uuid === undefined) return undefined;
  const found = row(db, 'SELECT body FROM self_service_flows WHERE id = ? AND kind = ?', uuid, kind);
  return found === undefined ? undefined : (JSON.parse(String(found['body'])) as Flow);
}

/** The flow that a form is submitted to. */
export function submittedFlowId(request: FastifyRequest): string {
  const id = requestTarget(request).query.get('flow') ?? '';
  if (parseUuid(id) === undefined) throw badRequest('The flow query parameter is missing or malformed.');
  return id;
}

/** Stores a flow as it now is. */
export function updateFlow({ db }: SandboxContext, flow: Flow): void {
  run(db, 'UPDATE self_service_flows SET body = ? WHERE id = ?', JSON.stringify(flow), flow.id);
}

/** Counts one more attempt at a flow and returns how many there have been. */
export function countAttempt({ db }: SandboxContext, flowId: string): number {
  const counted = row(
    db,
    'UPDATE self_service_flows SET submit_count = submit_count + 1 WHERE id = ? RETURNING submit_count',
    flowId,
  );
  return Number(counted?.['submit_count']);
}

/** When a flow begins and ends that is made now and lasts `lifespan` milliseconds. */
export function flowTimes(
  { clock }: SandboxContext,
  lifespan: number,
): { issued_at: string; expires_at: string } {
  const now = clock.now();
  return {
    issued_at: renderTime(storedTime(now)),
    expires_at: renderTime(storedTime(new Date(now.getTime() + lifespan))),
  };
}

export function isExpired({ clock }: SandboxContext, flow: Flow): boolean {
  return new Date(flow.expires_at) < clock.now();
}
