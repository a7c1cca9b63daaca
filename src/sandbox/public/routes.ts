import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { registerLoginRoutes } from '../login/routes.ts';
import { registerPublicRecoveryRoutes } from '../recovery/public-routes.ts';
import { redirectToAdmin } from '../redirect.ts';
import { registerLogoutRoute } from '../sessions/logout.ts';
import { registerOwnSessionRoutes } from '../sessions/own-sessions.ts';
import { whoami } from '../sessions/whoami.ts';
import { registerSchemaRoutes } from './schemas.ts';

/** The public port: whoami, login, recovery, identity schemas, and the way to the admin port. */
export function registerPublicRoutes(publicPort: FastifyInstance, context: SandboxContext): void {
  publicPort.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/sessions/whoami',
    handler: async (request, reply) => whoami(context, request, reply),
  });
  registerOwnSessionRoutes(publicPort, context);
  registerLogoutRoute(publicPort, context);
  registerLoginRoutes(publicPort, context);
  registerPublicRecoveryRoutes(publicPort, context);
  registerSchemaRoutes(publicPort, context);
  for (const url of ['/recovery/code', '/recovery/link']) {
    publicPort.post(url, async (request, reply) => redirectToAdmin(request, reply, context.urls.admin));
  }
  publicPort.delete('/identities/:id/sessions', async (request, reply) =>
    redirectToAdmin(request, reply, context.urls.admin),
  );
}
