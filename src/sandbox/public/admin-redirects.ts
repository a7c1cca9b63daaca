import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { redirectToPublic } from '../redirect.ts';

/** What is served on the public port only, and asked for on the admin port by mistake: 307. */
export function registerPublicRedirects(admin: FastifyInstance, context: SandboxContext): void {
  const urls = [
    '/schemas',
    '/schemas/:id',
    '/self-service/login/api',
    '/self-service/login/flows',
    '/self-service/login',
    '/self-service/recovery/flows',
    '/self-service/recovery',
  ];
  for (const url of urls) {
    admin.get(`/admin${url}`, async (request, reply) =>
      redirectToPublic(request, reply, context.urls.public),
    );
  }
  for (const url of ['/self-service/login', '/self-service/recovery']) {
    admin.post(`/admin${url}`, async (request, reply) =>
      redirectToPublic(request, reply, context.urls.public),
    );
  }
}
