import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { findIdentity } from '../identities/store.ts';
import { readJsonBody } from '../json-body.ts';
import { badRequest } from '../kratos-error.ts';
import { createFlow } from '../public/flow-store.ts';
import { checkReturnTo } from '../public/return-to.ts';
import { requestTarget } from '../sessions/request-parameters.ts';
import { hashToken, randomToken } from '../sessions/token.ts';
import { newRecoveryFlow } from './flow.ts';
import { createGrant } from './grants.ts';
import { readLifespan } from './lifespan.ts';
import { linkRequest } from './recovery-request.ts';

/**
 * `POST /admin/recovery/link`: a link that recovers by being opened. Unlike the code it answers 200, an unknown
 * identity is 400, and the flow is always one for a browser.
 */
export function createRecoveryLink(
  context: SandboxContext,
  request: FastifyRequest,
): { recovery_link: string; expires_at: string } {
  const asked = readJsonBody(linkRequest, request);
  const lifespan = readLifespan(
    asked.expires_in,
    () => `Value from "expires_in" must be result to a future time: ${asked.expires_in}`,
  );
  const returnTo = requestTarget(request).query.get('return_to');
  checkReturnTo(context.urls, returnTo);
  const identity = findIdentity(context.db, asked.identity_id);
  if (identity === undefined) throw badRequest('The requested identity id does not exist.');

  const flow = newRecoveryFlow(context, {
    strategy: 'link',
    type: 'browser',
    requestUrl: context.urls.admin + request.url,
    returnTo,
    lifespan,
  });
  const token = randomToken();
  write(context.db, () => {
    createFlow(context, 'recovery', flow);
    createGrant(context, { flow, identityId: identity.id, kind: 'link', secretHash: hashToken(token) });
  });
  return {
    recovery_link: `${context.urls.public}/self-service/recovery?flow=${flow.id}&token=${token}`,
    expires_at: flow.expires_at,
  };
}
