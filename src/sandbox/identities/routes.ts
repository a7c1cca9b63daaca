import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { notFound } from '../kratos-error.ts';
import { redirectToAdmin } from '../redirect.ts';
import { schemaUrl } from '../schemas/catalog.ts';
import { identityJson } from './identity-json.ts';
import { findIdentity } from './store.ts';

/** Everything below `/admin/identities` that concerns an identity itself. */
export function registerIdentityRoutes(admin: FastifyInstance, context: SandboxContext): void {
  admin.get<{ Params: { id: string } }>('/admin/identities/:id', async (request) => {
    const identity = findIdentity(context.db, request.params.id);
    if (identity === undefined) throw notFound();
    return identityJson(identity, {
      schemaUrl: schemaUrl(context.urls.public, identity.schemaId),
      credentials: true,
    });
  });
}

/** The public port sends requests for identities to the admin port. */
export function registerIdentityRedirects(publicPort: FastifyInstance, context: SandboxContext): void {
  for (const prefix of ['', '/admin']) {
    const collection = `${prefix}/identities`;
    publicPort.route({
      method: ['GET', 'POST'],
      url: collection,
      handler: (request, reply) => redirectToAdmin(request, reply, context.urls.admin),
    });
    publicPort.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: `${collection}/:id`,
      handler: (request, reply) => redirectToAdmin(request, reply, context.urls.admin),
    });
    publicPort.get(`${collection}/by/external/:externalId`, (request, reply) =>
      redirectToAdmin(request, reply, context.urls.admin),
    );
    publicPort.delete(`${collection}/:id/credentials/:type`, (request, reply) =>
      redirectToAdmin(request, reply, context.urls.admin),
    );
  }
}
