import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { redirectToAdmin } from '../redirect.ts';

/** The public port sends requests for identities to the admin port, with and without the prefix. */
export function registerIdentityRedirects(publicPort: FastifyInstance, context: SandboxContext): void {
  const handler: RouteHandlerMethod = (request, reply) => redirectToAdmin(request, reply, context.urls.admin);
  for (const collection of ['/identities', '/admin/identities']) {
    publicPort.route({ method: ['GET', 'POST'], url: collection, handler });
    publicPort.route({ method: ['GET', 'PUT', 'PATCH', 'DELETE'], url: `${collection}/:id`, handler });
    publicPort.get(`${collection}/by/external/:externalId`, handler);
    publicPort.delete(`${collection}/:id/credentials/:type`, handler);
  }
}
