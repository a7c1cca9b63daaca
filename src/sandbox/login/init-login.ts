import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { KratosError, badRequest } from '../kratos-error.ts';
import { confirmItIsYou, secondFactorDue } from '../public/messages.ts';
import type { Message } from '../public/ui.ts';
import { checkReturnTo } from '../public/return-to.ts';
import { authenticate } from '../sessions/authenticate.ts';
import { requestTarget } from '../sessions/request-parameters.ts';
import { beginLogin, type LoginFlow, passwordForm } from './flow.ts';
import { secondFactorForm } from './second-factor-form.ts';

export const alreadyLoggedInReason =
  'A valid session was detected and thus login is not possible. Did you forget to set `?refresh=true`?';

/** `GET /self-service/login/api`: a new login flow, unless the caller has a session that already suffices. */
export function initLogin(context: SandboxContext, request: FastifyRequest): LoginFlow {
  const { query } = requestTarget(request);
  checkReturnTo(context.urls, query.get('return_to'));
  const aal = (query.get('aal') || 'aal1').toLowerCase();
  if (aal !== 'aal1' && aal !== 'aal2') {
    throw badRequest(
      `Unable to parse AuthenticationMethod Assurance Level (AAL): expected one of [aal1, aal2] but got ${aal}`,
    );
  }
  const refresh = ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(query.get('refresh') ?? '');
  const bearer = authenticate(context, request);
  if (bearer === undefined && aal === 'aal2') throw aal1Required();
  if (bearer !== undefined && aal <= bearer.session.aal && !refresh) {
    throw new KratosError(400, 'you are already logged in', {
      id: 'session_already_available',
      reason: alreadyLoggedInReason,
    });
  }
  return beginLogin(context, {
    requestUrl: context.urls.public + request.url,
    returnTo: query.get('return_to'),
    refresh: refresh && bearer !== undefined,
    aal,
    nodes: bearer !== undefined && aal === 'aal2' ? secondFactorForm(bearer.identity) : passwordForm(),
    messages: messagesOf({ refresh: refresh && bearer !== undefined, aal }),
  });
}

function messagesOf({ refresh, aal }: { refresh: boolean; aal: LoginFlow['requested_aal'] }): Message[] {
  if (refresh) return [confirmItIsYou];
  return aal === 'aal2' ? [secondFactorDue] : [];
}

export function aal1Required(): KratosError {
  return new KratosError(401, 'aal2 and aal3 can only be requested if a session exists already', {
    id: 'session_aal1_required',
    reason: 'You can not requested a higher AAL (AAL2/AAL3) without an active session.',
  });
}
