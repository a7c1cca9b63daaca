import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { KratosError, notFound } from '../kratos-error.ts';
import { isExpired } from '../public/flow-store.ts';
import { minutesBetween } from '../public/messages.ts';
import { requestTarget } from '../sessions/request-parameters.ts';
import { findRecovery, type RecoveryFlow } from './flow.ts';
import { submitRecovery } from './submit-recovery.ts';

/** What the recovered do with it. Unlike Kratos, a flow of a browser is shown to everybody who knows its id. */
export function registerPublicRecoveryRoutes(publicPort: FastifyInstance, context: SandboxContext): void {
  publicPort.get('/self-service/recovery/flows', async (request) => {
    const flow = findRecovery(context, requestTarget(request).query.get('id'));
    if (flow === undefined) throw notFound();
    if (isExpired(context, flow)) throw expired(context, flow);
    return flow;
  });
  publicPort.route({
    method: ['GET', 'POST'],
    url: '/self-service/recovery',
    handler: async (request, reply) => submitRecovery(context, request, reply),
  });
}

function expired({ clock, urls }: SandboxContext, flow: RecoveryFlow): KratosError {
  if (flow.type === 'api') {
    const minutes = minutesBetween(new Date(flow.expires_at), clock.now());
    return new KratosError(410, 'self-service flow expired', {
      id: 'self_service_flow_expired',
      reason: `The self-service flow expired ${minutes} minutes ago, initialize a new one.`,
      details: { api: `${urls.public}/self-service/recovery/api` },
    });
  }
  const message =
    'The requested resource is no longer available because it has expired or is otherwise invalid.';
  return new KratosError(410, message, {
    reason:
      'The recovery flow has expired. Redirect the user to the recovery flow init endpoint to initialize a new recovery flow.',
    details: {
      redirect_to: `${urls.public}/self-service/recovery/browser`,
      return_to: flow.return_to ?? '',
    },
  });
}
