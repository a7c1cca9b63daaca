import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { notFound } from '../kratos-error.ts';
import { offsetPageHeaders, readOffsetPage } from './offset-pages.ts';
import { activeFilter, requestTarget, sessionRouteId } from './request-parameters.ts';
import { showSession } from './show-session.ts';
import { deleteSessionsOfIdentity, listSessionsOfIdentity } from './store.ts';

/**
 * `GET /admin/identities/{id}/sessions`: an unknown identity has none. Page 0 and page 1 are the same items,
 * though the Link header counts from 0 (measured): the database layer of Kratos counts from 1.
 */
export function listIdentitySessions(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Record<string, unknown>[] {
  const id = sessionRouteId(request);
  const { path, query } = requestTarget(request);
  const active = activeFilter(query);
  const page = readOffsetPage(query);
  const { sessions, total } = listSessionsOfIdentity(context, id, active, {
    offset: Math.max(0, page.page - 1) * page.perPage,
    size: page.perPage,
  });
  reply.headers(offsetPageHeaders(path, query, total, page));
  return sessions.map((session) =>
    showSession(context, session, { identity: true, devices: true, as: 'list-of-identity' }),
  );
}

/** `DELETE /admin/identities/{id}/sessions`: 404 also when a known identity has none. */
export function deleteIdentitySessions(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const id = sessionRouteId(request);
  if (!write(context.db, () => deleteSessionsOfIdentity(context.db, id))) throw notFound();
  return reply.code(204).send();
}
