import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { findIdentity } from '../identities/store.ts';
import { KratosError } from '../kratos-error.ts';
import { sendError } from '../public/error-answer.ts';
import { updateFlow } from '../public/flow-store.ts';
import { isJsonRequest } from '../public/is-json-request.ts';
import { seeOther, withQuery } from '../public/see-other.ts';
import { clearMessages } from '../public/ui.ts';
import { sessionCookie } from '../sessions/authenticate.ts';
import { identityDisabled } from '../sessions/identity-disabled.ts';
import { openSession, sessionExpiry } from '../sessions/open-session.ts';
import type { RecoveryFlow } from './flow.ts';

/**
 * Ends a recovery whose code or token was right: the flow is done, and the identity gets a session. Call it in
 * the transaction that used the grant up. Returns the token, or undefined for an inactive identity.
 */
export function grantSession(
  context: SandboxContext,
  request: FastifyRequest,
  flow: RecoveryFlow,
  identityId: string,
): string | undefined {
  clearMessages(flow.ui);
  flow.state = 'passed_challenge';
  updateFlow(context, flow);
  if (findIdentity(context.db, identityId)?.state !== 'active') return undefined;
  const method = flow.active === 'link' ? 'link_recovery' : 'code_recovery';
  return openSession(context, identityId, method, request).token;
}

/**
 * Sends the recovered on to the settings page: 303, or 422 with the address for a caller that wants JSON and
 * recovers by code. In a browser flow the session comes as a cookie. The settings flow is a name only: the
 * sandbox has no settings.
 */
export function sendToSettings(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  recovered: { flow: RecoveryFlow; identityId: string; token: string | undefined },
): FastifyReply {
  const { flow, identityId, token } = recovered;
  if (token === undefined) throw identityDisabled(identityId);
  if (flow.type === 'browser') {
    reply.header('set-cookie', cookieOf(token, sessionExpiry(context.clock.now())));
  }
  const settings = withQuery(context.urls.settingsUi, 'flow', randomUUID());
  if (flow.active === 'link' || !isJsonRequest(request)) return seeOther(request, reply, settings);
  const error = new KratosError(422, 'browser location change required', {
    id: 'browser_location_change_required',
    reason: `In order to complete this flow please redirect the browser to: ${settings}`,
  });
  return sendError(reply, error, { redirect_browser_to: settings });
}

function cookieOf(token: string, expiry: string): string {
  const expires = new Date(expiry).toUTCString();
  return `${sessionCookie}=${token}; Path=/; Expires=${expires}; Max-Age=86400; HttpOnly; SameSite=Lax`;
}
