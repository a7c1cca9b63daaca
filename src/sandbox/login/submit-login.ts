import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { refuseUnstorableJson } from '../identities/database-limits.ts';
import { KratosError, notFound } from '../kratos-error.ts';
import { isExpired, submittedFlowId, updateFlow } from '../public/flow-store.ts';
import { genericError, missingProperty, noLoginStrategy } from '../public/messages.ts';
import { readSubmission } from '../public/submission.ts';
import { authenticate, type Bearer, bearerToken } from '../sessions/authenticate.ts';
import { identityDisabled } from '../sessions/identity-disabled.ts';
import { continueSession } from '../sessions/continue-session.ts';
import { openSession } from '../sessions/open-session.ts';
import { hasSecondFactor } from '../sessions/second-factor.ts';
import type { Identity } from '../identities/identity.ts';
import { showSession } from '../sessions/show-session.ts';
import { findLogin, type LoginFlow } from './flow.ts';
import { aal1Required, alreadyLoggedInReason } from './init-login.ts';
import { identityWithPassword } from './password.ts';
import { proveSecondFactor, type SecondFactor } from './second-factor.ts';
import { type Mistake, refuseExpiredLogin, refuseLogin } from './refuse-login.ts';

/**
 * `POST /self-service/login?flow=…` with method `password`, or a second factor where the flow asks for one. Success: a
 * session and its token, the one there is when its bearer proves more; the session
 * shows its identity only when no second factor is due. A mistake of the user: 400 with the flow and
 * messages in it. An inactive identity: 401, but only with its right password.
 */
export async function submitLogin(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const flow = findLogin(context, submittedFlowId(request));
  if (flow === undefined) throw notFound();
  const refuse = (...mistakes: Mistake[]): FastifyReply => refuseLogin(context, reply, flow, mistakes);

  const bearer = authenticate(context, request);
  if (bearer === undefined && flow.requested_aal === 'aal2') throw aal1Required();
  if (bearer !== undefined && flow.requested_aal <= bearer.session.aal && !flow.refresh) {
    return refuse({ message: genericError(alreadyLoggedInReason) });
  }
  if (isExpired(context, flow)) return refuseExpiredLogin(context, reply, flow);

  const submitted = readSubmission(request, 'POST PUT PATCH');
  if (submitted.unreadable !== undefined) return refuse({ message: genericError(submitted.unreadable) });
  if (bearer !== undefined && flow.requested_aal === 'aal2') {
    const proven = proveSecondFactor(context, bearer.identity, submitted);
    if (typeof proven !== 'string') return refuse(proven);
    return continueLogin(context, request, flow, bearer, proven);
  }
  const { method, password = '', password_identifier: legacyIdentifier = '' } = submitted.fields;
  if (method !== 'password') return refuse({ message: noLoginStrategy });
  const identifier = submitted.fields['identifier'] || legacyIdentifier;
  refuseUnstorableFlow(identifier);
  keepIdentifier(flow, identifier);
  const empty = Object.entries({ identifier, password }).filter(([, value]) => value === '');
  if (empty.length > 0) {
    return refuse(...empty.map(([field]) => ({ field, message: missingProperty(field) })));
  }

  const identity = await identityWithPassword(context, identifier, password);
  if ('message' in identity) return refuse(identity);
  if (identity.state === 'inactive') throw identityDisabled(identity.id);
  if (identity.id === bearer?.identity.id) {
    return continueLogin(context, request, flow, bearer, 'password');
  }
  const { session, token } = write(context.db, () => {
    flow.active = 'password';
    updateFlow(context, flow);
    return openSession(context, identity.id, 'password', request);
  });
  const shown = showSession(context, session, { identity: true, devices: true, as: 'item' });
  return loginAnswer(identity, token, shown);
}

/** The bearer of a session proved something more: the same session goes on, under the same token. */
function continueLogin(
  context: SandboxContext,
  request: FastifyRequest,
  flow: LoginFlow,
  { session, identity }: Bearer,
  method: 'password' | SecondFactor,
): Record<string, unknown> {
  const shown = write(context.db, () => {
    flow.active = method;
    updateFlow(context, flow);
    return continueSession(context, session, method, request);
  });
  return loginAnswer(identity, bearerToken(request), shown);
}

function loginAnswer(
  identity: Identity,
  token: string | undefined,
  session: Record<string, unknown>,
): Record<string, unknown> {
  const isDue = session['authenticator_assurance_level'] === 'aal1' && hasSecondFactor(identity);
  return {
    session_token: token,
    session: isDue ? { ...session, identity: null } : session,
    continue_with: null,
  };
}

function keepIdentifier(flow: LoginFlow, identifier: string): void {
  const node = flow.ui.nodes.find(({ attributes }) => attributes.name === 'identifier');
  if (node !== undefined) node.attributes.value = identifier;
}

// Kratos fails to store the flow with it, and mistakes its own failure for the caller's.
function refuseUnstorableFlow(identifier: string): void {
  try {
    refuseUnstorableJson(identifier);
  } catch (error) {
    if (!(error instanceof KratosError)) throw error;
    throw new KratosError(500, error.message, { httpStatus: 400 });
  }
}
