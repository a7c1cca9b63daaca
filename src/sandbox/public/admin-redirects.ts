import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { redirectToPublic } from '../redirect.ts';

/**
 * What is served on the public port only, and asked for on the admin port by mistake: 307, also to what the
 * sandbox does not serve there.
 */
export function registerPublicRedirects(admin: FastifyInstance, context: SandboxContext): void {
  for (const url of ['/schemas', '/schemas/:id', ...selfServiceUrls]) {
    admin.get(`/admin${url}`, async (request, reply) =>
      redirectToPublic(request, reply, context.urls.public),
    );
  }
  for (const flow of flows) {
    admin.post(`/admin/self-service/${flow}`, async (request, reply) =>
      redirectToPublic(request, reply, context.urls.public),
    );
  }
  admin.delete('/admin/self-service/logout/api', async (request, reply) =>
    redirectToPublic(request, reply, context.urls.public),
  );
}

const flows = ['login', 'recovery', 'registration', 'settings', 'verification'];

const selfServiceUrls = [
  ...flows.flatMap((flow) => ['', '/api', '/browser', '/flows'].map((part) => `${flow}${part}`)),
  'logout',
  'logout/browser',
  'errors',
].map((part) => `/self-service/${part}`);
