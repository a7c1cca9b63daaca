import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { countAttempt, updateFlow } from '../public/flow-store.ts';
import { genericError, recoveryCodeInvalid } from '../public/messages.ts';
import { isJsonRequest } from '../public/is-json-request.ts';
import { seeOther, withQuery } from '../public/see-other.ts';
import { addMessage, clearMessages } from '../public/ui.ts';
import { grantSession, sendToSettings } from './complete-recovery.ts';
import type { RecoveryFlow } from './flow.ts';
import { hashRecoveryCode, useGrant } from './grants.ts';
import { retryRecovery } from './retry-recovery.ts';

/** So many codes may be tried in one flow. */
const attemptLimit = 5;

/**
 * A code entered in a flow: a wrong one comes back with the flow (200, no error status), a used one and the
 * sixth attempt lead to a new flow.
 */
export async function submitCode(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  flow: RecoveryFlow,
  code: string,
): Promise<FastifyReply> {
  const retry = (reason: string): FastifyReply =>
    retryRecovery(context, request, reply, {
      strategy: 'code',
      type: flow.type,
      message: genericError(reason),
    });

  if (countAttempt(context, flow.id) > attemptLimit) {
    return retry('The request was submitted too often. Please request another code.');
  }
  const secretHash = await hashRecoveryCode(code, flow);
  const outcome = write(context.db, () => {
    const used = useGrant(context, flow, 'code', secretHash);
    if (typeof used === 'string') return used;
    return { ...used, flow, token: grantSession(context, request, flow, used.identityId) };
  });
  if (outcome === 'used') return retry('The code was already used. Please request another code.');
  if (outcome === 'unknown') return refuseCode(context, request, reply, flow);
  return sendToSettings(context, request, reply, outcome);
}

function refuseCode(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  flow: RecoveryFlow,
): FastifyReply {
  clearMessages(flow.ui);
  addMessage(flow.ui, recoveryCodeInvalid);
  updateFlow(context, flow);
  // Kratos repeats the (here always empty) payload of a submission, but does not keep it.
  if (flow.type === 'api' || isJsonRequest(request)) return reply.send({ ...flow, transient_payload: {} });
  return seeOther(request, reply, withQuery(context.urls.recoveryUi, 'flow', flow.id));
}
