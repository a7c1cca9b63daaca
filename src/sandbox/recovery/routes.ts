import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { createRecoveryCode } from './create-code.ts';
import { createRecoveryLink } from './create-link.ts';

/** What an administrator creates for somebody who cannot log in. */
export function registerRecoveryRoutes(admin: FastifyInstance, context: SandboxContext): void {
  admin.post('/admin/recovery/code', async (request, reply) => createRecoveryCode(context, request, reply));
  admin.post('/admin/recovery/link', async (request) => createRecoveryLink(context, request));
}
