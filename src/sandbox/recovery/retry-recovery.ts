import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { createFlow } from '../public/flow-store.ts';
import { isJsonRequest } from '../public/is-json-request.ts';
import { seeOther, withQuery } from '../public/see-other.ts';
import type { Message } from '../public/ui.ts';
import { newRecoveryFlow, type RecoveryFlow, type RecoveryStrategy } from './flow.ts';

/** Sends the caller to a new flow that says why the old one cannot go on. */
export function retryRecovery(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  retry: { strategy: RecoveryStrategy; type: RecoveryFlow['type']; message: Message; asJson?: boolean },
): FastifyReply {
  const { strategy, type, message, asJson = isJsonRequest(request) } = retry;
  const requestUrl = context.urls.public + request.url;
  const flow = newRecoveryFlow(context, { strategy, type, requestUrl, messages: [message] });
  createFlow(context, 'recovery', flow);
  const target = asJson
    ? `${context.urls.public}/self-service/recovery/flows?id=${flow.id}`
    : withQuery(context.urls.recoveryUi, 'flow', flow.id);
  return seeOther(request, reply, target);
}
