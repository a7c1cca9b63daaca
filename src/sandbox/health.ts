import type { FastifyInstance } from 'fastify';

/** The release of Kratos whose behaviour this is. */
const kratosVersion = 'v26.2.0';

/** `/health/alive` and `/health/ready` on both ports, `/version` on the admin port only. */
export function registerHealthRoutes(admin: FastifyInstance, publicPort: FastifyInstance): void {
  for (const check of ['alive', 'ready']) {
    admin.get(`/admin/health/${check}`, async () => ({ status: 'ok' }));
    publicPort.get(`/health/${check}`, async () => ({ status: 'ok' }));
  }
  admin.get('/admin/version', async () => ({ version: kratosVersion }));
}
