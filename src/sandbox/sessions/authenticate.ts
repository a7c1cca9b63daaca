import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import type { Identity } from '../identities/identity.ts';
import { findIdentity } from '../identities/store.ts';
import { isSessionActive } from './session-json.ts';
import type { Session } from './session.ts';
import { findSessionByToken } from './store.ts';

/** The name of the cookie that a browser gets at the end of a recovery. Its value is the session token. */
export const sessionCookie = 'ory_kratos_session';

/** Who sent a request, and by which session. */
export interface Bearer {
  readonly session: Session;
  readonly identity: Identity;
}

/** Whose request this is, by its session token; undefined without a token of an active session. */
export function authenticate(context: SandboxContext, request: FastifyRequest): Bearer | undefined {
  const token = bearerToken(request);
  const session = token === undefined ? undefined : findSessionByToken(context.db, token);
  const identity = session && findIdentity(context.db, session.identityId);
  if (session === undefined || identity === undefined) return undefined;
  return isSessionActive(session, identity, context.clock.now()) ? { session, identity } : undefined;
}

/** The session token of a request. In Kratos's order: header, cookie, bearer. */
export function bearerToken({ headers }: FastifyRequest): string | undefined {
  const header = headers['x-session-token'];
  if (typeof header === 'string' && header !== '') return header;
  const cookie = (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === sessionCookie);
  if (cookie?.[1] !== undefined) return cookie[1];
  return /^bearer ([^ ]+)$/i.exec(headers.authorization ?? '')?.[1];
}
