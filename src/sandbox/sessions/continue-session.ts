import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { run } from '../statement.ts';
import { nilUuid } from '../uuid.ts';
import { deviceOf, sessionExpiry } from './open-session.ts';
import { deviceJson } from './session-json.ts';
import type { AuthenticationMethod, Session } from './session.ts';
import { showSession } from './show-session.ts';
import { findSession } from './store.ts';

/**
 * Adds a proof to the session that its bearer has: it keeps its id and its token, lasts a whole lifespan again, and
 * a second factor lifts it to aal2. Call it in a transaction. Returns the session as Kratos answers it then, with
 * two things that it does not store: issued now, and from the device of this request too.
 */
export function continueSession(
  context: SandboxContext,
  { id, aal, authenticationMethods }: Session,
  method: AuthenticationMethod['method'],
  request: FastifyRequest,
): Record<string, unknown> {
  const now = context.clock.timestamp();
  const proof: AuthenticationMethod = {
    method,
    aal: method === 'totp' || method === 'lookup_secret' ? 'aal2' : 'aal1',
    completed_at: now,
  };
  run(
    context.db,
    `UPDATE sessions SET aal = ?, authentication_methods = ?, authenticated_at = ?, expires_at = ? WHERE id = ?`,
    proof.aal === 'aal2' ? 'aal2' : aal,
    JSON.stringify([...authenticationMethods, proof]),
    now,
    sessionExpiry(context.clock.now()),
    id,
  );
  const continued = findSession(context.db, id);
  if (continued === undefined) throw new Error(`The session ${id} is gone within its transaction.`);
  const shown = showSession(context, continued, { identity: true, devices: true, as: 'item' });
  const here = deviceJson({ ...deviceOf(request), id: nilUuid });
  return {
    ...shown,
    issued_at: shown['authenticated_at'],
    devices: [...(shown['devices'] as unknown[]), here],
  };
}
