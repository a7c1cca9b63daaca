import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from './context.ts';
import { row } from './statement.ts';

/** `/metrics/prometheus` of the admin port, in the text format. The figures are the sandbox's own. */
export function registerMetricsRoute(admin: FastifyInstance, { db }: SandboxContext): void {
  admin.get('/admin/metrics/prometheus', async (_request, reply) => {
    const identities = Number(row(db, 'SELECT count(*) AS count FROM identities')?.['count']);
    return reply
      .header('content-type', 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores')
      .send(
        '# HELP sandbox_identities Identities in the database.\n' +
          '# TYPE sandbox_identities gauge\n' +
          `sandbox_identities ${identities}\n`,
      );
  });
}
