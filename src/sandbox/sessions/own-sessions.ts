import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { KratosError } from '../kratos-error.ts';
import { authenticate, type Bearer } from './authenticate.ts';
import { offsetPageHeaders, readOffsetPage } from './offset-pages.ts';
import { requestTarget, sessionRouteId } from './request-parameters.ts';
import { showSession } from './show-session.ts';
import { listOtherSessions, revokeOtherSession, revokeOtherSessions } from './store.ts';

/**
 * `/sessions` of the public port: the other sessions of whoever asks. Only active ones are listed; revoking
 * one that is unknown or somebody else's answers 204 and does nothing, and revoking all counts those
 * that were revoked before (measured).
 */
export function registerOwnSessionRoutes(publicPort: FastifyInstance, context: SandboxContext): void {
  publicPort.get('/sessions', async (request, reply) => {
    const { session } = bearerOf(context, request);
    const { path, query } = requestTarget(request);
    const page = readOffsetPage(query);
    const { sessions, total } = listOtherSessions(context, session, {
      offset: Math.max(0, page.page - 1) * page.perPage,
      size: page.perPage,
    });
    reply.headers(offsetPageHeaders(path, query, total, page));
    return sessions.map((other) =>
      showSession(context, other, { identity: true, devices: true, as: 'list-of-identity' }),
    );
  });

  publicPort.delete('/sessions', async (request) => {
    const { session } = bearerOf(context, request);
    return { count: write(context.db, () => revokeOtherSessions(context.db, session)) };
  });

  publicPort.delete('/sessions/:id', async (request, reply) => {
    const { session } = bearerOf(context, request);
    const id = sessionRouteId(request);
    if (id === session.id) throw new KratosError(400, 'cannot revoke current session');
    write(context.db, () => revokeOtherSession(context.db, session, id));
    return reply.code(204).header('content-type', 'application/json; charset=utf-8').send();
  });
}

function bearerOf(context: SandboxContext, request: FastifyRequest): Bearer {
  const bearer = authenticate(context, request);
  if (bearer !== undefined) return bearer;
  throw new KratosError(401, 'The request could not be authorized', {
    reason: 'No valid session cookie found.',
  });
}
