import type { FastifyReply } from 'fastify';
import { renderTime, storedTime } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import { KratosError } from '../kratos-error.ts';
import { sendError } from '../public/error-answer.ts';
import { updateFlow } from '../public/flow-store.ts';
import { loginFlowExpired, minutesBetween } from '../public/messages.ts';
import { addMessage, clearMessages, type Message } from '../public/ui.ts';
import { beginLogin, type LoginFlow, passwordForm } from './flow.ts';

/** A mistake of the user: what to say, and at which field of the form when it concerns one. */
export interface Mistake {
  message: Message;
  field?: string;
}

/** 400 with the flow, which says what is wrong and can be submitted again. */
export function refuseLogin(
  context: SandboxContext,
  reply: FastifyReply,
  flow: LoginFlow,
  mistakes: readonly Mistake[],
): FastifyReply {
  clearMessages(flow.ui);
  for (const { message, field } of mistakes) addMessage(flow.ui, message, field);
  flow.updated_at = renderTime(storedTime(context.clock.now()));
  updateFlow(context, flow);
  return reply.code(400).send(flow);
}

/** 410 that names a new flow to go on with. */
export function refuseExpiredLogin(
  context: SandboxContext,
  reply: FastifyReply,
  flow: LoginFlow,
): FastifyReply {
  const now = context.clock.now();
  const expiredAt = new Date(flow.expires_at);
  const replacement = beginLogin(context, {
    requestUrl: flow.request_url,
    returnTo: flow.return_to ?? null,
    refresh: flow.refresh,
    aal: flow.requested_aal,
    nodes: flow.requested_aal === 'aal1' ? passwordForm() : flow.ui.nodes,
    messages: [loginFlowExpired(expiredAt, now)],
  });
  const error = new KratosError(410, 'self-service flow expired', {
    id: 'self_service_flow_expired',
    reason: `The self-service flow expired ${minutesBetween(expiredAt, now)} minutes ago, initialize a new one.`,
  });
  const nanoseconds = (now.getTime() - expiredAt.getTime()) * 1_000_000;
  return sendError(reply, error, {
    expired_at: flow.expires_at,
    since: nanoseconds,
    use_flow_id: replacement.id,
  });
}
