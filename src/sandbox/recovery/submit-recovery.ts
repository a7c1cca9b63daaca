import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { notFound } from '../kratos-error.ts';
import { isExpired, submittedFlowId, updateFlow } from '../public/flow-store.ts';
import { isJsonRequest } from '../public/is-json-request.ts';
import {
  genericError,
  missingProperty,
  noRecoveryStrategy,
  recoveryFlowExpired,
  recoveryTokenInvalid,
} from '../public/messages.ts';
import { seeOther, withQuery } from '../public/see-other.ts';
import { readQuery, readSubmission } from '../public/submission.ts';
import { addMessage, clearMessages, type Message } from '../public/ui.ts';
import { hashToken } from '../sessions/token.ts';
import { grantSession, sendToSettings } from './complete-recovery.ts';
import { findRecovery, type RecoveryFlow } from './flow.ts';
import { useGrant } from './grants.ts';
import { retryRecovery } from './retry-recovery.ts';
import { submitCode } from './submit-code.ts';

/**
 * `/self-service/recovery?flow=…`: a code in a code flow (POST), the token in the address of a link flow (GET,
 * as it is opened). Asking for a code by e-mail is refused: the sandbox sends none.
 */
export async function submitRecovery(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const flow = findRecovery(context, submittedFlowId(request));
  if (flow === undefined) throw notFound('The recovery request could not be found. Please restart the flow.');
  if (isExpired(context, flow)) return retryExpired(context, request, reply, flow);
  const refuse = (message: Message, field?: string): FastifyReply =>
    refuseRecovery(context, request, reply, flow, message, field);

  if (flow.active !== 'code') {
    const { token = '' } = readQuery(request);
    if (request.method !== 'HEAD' && token !== '') return useLink(context, request, reply, flow, token);
    flow.active = 'default';
    return refuse(noRecoveryStrategy);
  }
  const submitted = readSubmission(request, 'POST');
  if (submitted.unreadable !== undefined) return refuse(genericError(submitted.unreadable));
  const { email = '', code = '' } = submitted.fields;
  if (flow.state !== 'choose_method' && email === '') return submitCode(context, request, reply, flow, code);
  if (email === '') return refuse(missingProperty('email'), 'email');
  return refuse(genericError('The embedded Kratos sends no e-mail: create a code on its admin port.'));
}

function useLink(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  flow: RecoveryFlow,
  token: string,
): FastifyReply {
  flow.active = 'link';
  const outcome = write(context.db, () => {
    const used = useGrant(context, flow, 'link', hashToken(token));
    if (typeof used === 'string') return used;
    return { ...used, flow, token: grantSession(context, request, flow, used.identityId) };
  });
  if (typeof outcome !== 'string') return sendToSettings(context, request, reply, outcome);
  return retryRecovery(context, request, reply, {
    strategy: 'link',
    type: 'browser',
    message: recoveryTokenInvalid,
    asJson: false,
  });
}

function retryExpired(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  flow: RecoveryFlow,
): FastifyReply {
  return retryRecovery(context, request, reply, {
    strategy: flow.active === 'link' ? 'link' : 'code',
    type: flow.active === 'link' ? 'browser' : flow.type,
    message: recoveryFlowExpired(new Date(flow.expires_at), context.clock.now()),
    asJson: flow.type === 'api' || isJsonRequest(request),
  });
}

function refuseRecovery(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  flow: RecoveryFlow,
  message: Message,
  field: string | undefined,
): FastifyReply {
  clearMessages(flow.ui);
  addMessage(flow.ui, message, field);
  updateFlow(context, flow);
  if (flow.type === 'api' || isJsonRequest(request)) return reply.code(400).send(flow);
  return seeOther(request, reply, withQuery(context.urls.recoveryUi, 'flow', flow.id));
}
