import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { notFound } from '../kratos-error.ts';
import { redirectToPublic } from '../redirect.ts';
import { deleteIdentitySessions, listIdentitySessions } from './identity-sessions.ts';
import { readSessionPage, sessionPageLink } from './keyset.ts';
import { activeFilter, expansion, requestTarget, sessionRouteId } from './request-parameters.ts';
import { showSession } from './show-session.ts';
import { extendSession, findSession, listSessions, revokeSession } from './store.ts';

/** The sessions on the admin port. */
export function registerSessionRoutes(admin: FastifyInstance, context: SandboxContext): void {
  admin.get('/admin/identities/:id/sessions', async (request, reply) =>
    listIdentitySessions(context, request, reply),
  );
  admin.delete('/admin/identities/:id/sessions', async (request, reply) =>
    deleteIdentitySessions(context, request, reply),
  );

  admin.get('/admin/sessions', async (request, reply) => {
    const { path, query } = requestTarget(request);
    const active = activeFilter(query);
    const page = readSessionPage(query);
    const expand = expansion(query);
    const found = listSessions(context, page, active);
    const shown = found.slice(0, page.size);
    reply.header(
      'link',
      sessionPageLink(path, query, page.size, found.length > page.size ? shown.at(-1) : undefined),
    );
    return shown.map((session) => showSession(context, session, { ...expand, as: 'list' }));
  });
  admin.delete('/admin/sessions', async (request, reply) =>
    redirectToPublic(request, reply, context.urls.public),
  );

  admin.get('/admin/sessions/whoami', async (request, reply) =>
    redirectToPublic(request, reply, context.urls.public),
  );
  admin.get('/admin/sessions/:id', async (request) => {
    const id = sessionRouteId(request);
    const expand = expansion(requestTarget(request).query);
    const session = findSession(context.db, id);
    if (session === undefined) throw notFound();
    return showSession(context, session, { ...expand, as: 'item' });
  });
  admin.delete('/admin/sessions/:id', async (request, reply) => {
    const id = sessionRouteId(request);
    if (!write(context.db, () => revokeSession(context.db, id))) throw notFound();
    return reply.code(204).header('content-type', 'application/json; charset=utf-8').send();
  });
  admin.patch('/admin/sessions/:id/extend', async (request) => {
    const id = sessionRouteId(request);
    if (!write(context.db, () => extendSession(context, id))) throw notFound();
    const session = findSession(context.db, id);
    if (session === undefined) throw notFound();
    return showSession(context, session, { identity: true, devices: false, as: 'item' });
  });
}
