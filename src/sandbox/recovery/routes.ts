import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { jsonBodyTooLarge } from '../json-body.ts';
import { createRecoveryCode } from './create-code.ts';
import { createRecoveryLink } from './create-link.ts';

/** What an administrator creates for somebody who cannot log in. */
export function registerRecoveryRoutes(admin: FastifyInstance, context: SandboxContext): void {
  const options = { config: { bodyTooLarge: jsonBodyTooLarge } };
  admin.post('/admin/recovery/code', options, async (request, reply) =>
    createRecoveryCode(context, request, reply),
  );
  admin.post('/admin/recovery/link', options, async (request) => createRecoveryLink(context, request));
}
