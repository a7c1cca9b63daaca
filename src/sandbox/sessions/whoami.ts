import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { badRequest, KratosError } from '../kratos-error.ts';
import { sendError } from '../public/error-answer.ts';
import { authenticate } from './authenticate.ts';
import { requestTarget } from './request-parameters.ts';
import { hasSecondFactor } from './second-factor.ts';
import { showSession } from './show-session.ts';

/**
 * `/sessions/whoami`: the session of the caller; 401 without an active one; 403 when its identity has a second
 * factor that the session has not passed; 400 for `tokenize_as`, of which there are no templates.
 */
export function whoami(context: SandboxContext, request: FastifyRequest, reply: FastifyReply): unknown {
  const bearer = authenticate(context, request);
  if (bearer === undefined) {
    throw new KratosError(401, 'The request could not be authorized', {
      reason: 'No valid session credentials found in the request.',
    });
  }
  if (bearer.session.aal === 'aal1' && hasSecondFactor(bearer.identity)) return refuseAal1(context, reply);
  const template = requestTarget(request).query.get('tokenize_as') ?? '';
  if (template !== '') throw badRequest(`Unable to find tokenizer template ${JSON.stringify(template)}.`);
  reply.header('x-kratos-authenticated-identity-id', bearer.identity.id);
  return showSession(context, bearer.session, { identity: true, devices: true, as: 'item' });
}

function refuseAal1(context: SandboxContext, reply: FastifyReply): FastifyReply {
  const redirectTo = `${context.urls.public}/self-service/login/browser?aal=aal2`;
  const error = new KratosError(403, 'Session does not fulfill the requested Authenticator Assurance Level', {
    id: 'session_aal2_required',
    reason:
      'An active session was found but it does not fulfill the requested Authenticator Assurance Level. Please verify yourself with a second factor to resolve this issue.',
    details: { redirect_browser_to: redirectTo },
  });
  return sendError(reply, error, { redirect_browser_to: redirectTo });
}
