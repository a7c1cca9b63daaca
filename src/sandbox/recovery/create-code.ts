import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { findIdentity } from '../identities/store.ts';
import { readJsonBody } from '../json-body.ts';
import { badRequest, KratosError } from '../kratos-error.ts';
import { createFlow } from '../public/flow-store.ts';
import { checkReturnTo } from '../public/return-to.ts';
import { withQuery } from '../public/see-other.ts';
import { requestTarget } from '../sessions/request-parameters.ts';
import { newRecoveryFlow } from './flow.ts';
import { formatGoDuration } from './go-duration.ts';
import { createGrant, hashRecoveryCode, randomRecoveryCode } from './grants.ts';
import { readLifespan } from './lifespan.ts';
import { codeRequest } from './recovery-request.ts';

/**
 * `POST /admin/recovery/code`: a code of six digits and the page to enter it on; 201. Every code works until
 * it is used or over, however many there are. The identity is looked at last, as in Kratos.
 */
export async function createRecoveryCode(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = readJsonBody(codeRequest, request);
  const lifespan = readLifespan(
    asked.expires_in,
    (duration) => `Value from "expires_in" must result to a future time: ${formatGoDuration(duration)}`,
  );
  const type = asked.flow_type ?? 'browser';
  if (type !== 'browser' && type !== 'api') {
    throw badRequest(`Value from "flow_type" is not valid: ${JSON.stringify(type)}`);
  }
  const returnTo = requestTarget(request).query.get('return_to');
  checkReturnTo(context.urls, returnTo);
  const identity = findIdentity(context.db, asked.identity_id);
  if (identity === undefined) {
    throw new KratosError(404, 'Unable to locate the resource', { reason: 'could not find identity' });
  }

  const requestUrl = context.urls.admin + request.url;
  const flow = newRecoveryFlow(context, {
    strategy: 'code',
    type,
    requestUrl,
    returnTo,
    lifespan,
    state: 'sent_email',
  });
  const code = randomRecoveryCode();
  const secretHash = await hashRecoveryCode(code, flow);
  write(context.db, () => {
    createFlow(context, 'recovery', flow);
    createGrant(context, { flow, identityId: identity.id, kind: 'code', secretHash });
  });
  return reply.code(201).send({
    recovery_link: withQuery(context.urls.recoveryUi, 'flow', flow.id),
    recovery_code: code,
    expires_at: flow.expires_at,
  });
}
