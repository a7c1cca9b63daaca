import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { KratosError, notFound } from '../kratos-error.ts';
import { isExpired } from '../public/flow-store.ts';
import { requestTarget } from '../sessions/request-parameters.ts';
import { findLogin } from './flow.ts';
import { initLogin } from './init-login.ts';
import { submitLogin } from './submit-login.ts';

/** Login by password, in the API form of the flow: begin, fetch, submit. */
export function registerLoginRoutes(publicPort: FastifyInstance, context: SandboxContext): void {
  publicPort.get('/self-service/login/api', async (request) => initLogin(context, request));
  publicPort.get('/self-service/login/flows', async (request) => {
    const flow = findLogin(context, requestTarget(request).query.get('id'));
    if (flow === undefined) throw notFound();
    if (isExpired(context, flow)) throw expired(context.urls.public);
    return flow;
  });
  publicPort.route({
    method: ['GET', 'POST'],
    url: '/self-service/login',
    handler: async (request, reply) => submitLogin(context, request, reply),
  });
}

function expired(publicUrl: string): KratosError {
  const message =
    'The requested resource is no longer available because it has expired or is otherwise invalid.';
  return new KratosError(410, message, {
    id: 'self_service_flow_expired',
    reason:
      'The login flow has expired. Call the login flow init API endpoint to initialize a new login flow.',
    details: { api: `${publicUrl}/self-service/login/api` },
  });
}
