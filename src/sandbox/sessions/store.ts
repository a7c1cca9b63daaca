import { storedTime } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import type { Database } from '../database.ts';
import { type Row, row, rows, run } from '../statement.ts';
import type { SessionPage } from './keyset.ts';
import { sessionExpiry } from './open-session.ts';
import type { AuthenticationMethod, Device, Session } from './session.ts';
import { hashToken } from './token.ts';

export function findSession(db: Database, id: string): Session | undefined {
  return sessionOf(row(db, 'SELECT * FROM sessions WHERE id = ?', id));
}

export function findSessionByToken(db: Database, token: string): Session | undefined {
  return sessionOf(row(db, 'SELECT * FROM sessions WHERE token_hash = ?', hashToken(token)));
}

/** One session more than the page holds when there are more, newest first. */
export function listSessions(
  { db, clock }: SandboxContext,
  { after, size }: SessionPage,
  active: boolean | undefined,
): Session[] {
  return rows(
    db,
    `SELECT * FROM sessions WHERE (created_at < ?1 OR (created_at = ?1 AND id > ?2)) AND ${running(active, '?3')}
     ORDER BY created_at DESC, id LIMIT ?4`,
    after.createdAt,
    after.id,
    storedTime(clock.now()),
    size + 1,
  ).map(readSession);
}

/** The sessions of an identity, newest first, and how many there are on all pages. */
export function listSessionsOfIdentity(
  { db, clock }: SandboxContext,
  identityId: string,
  active: boolean | undefined,
  limit: { offset: number; size: number },
): { sessions: Session[]; total: number } {
  const now = storedTime(clock.now());
  const where = `identity_id = ?1 AND ${running(active, '?2')}`;
  const counted = row(db, `SELECT count(*) AS total FROM sessions WHERE ${where}`, identityId, now);
  const sessions = rows(
    db,
    `SELECT * FROM sessions WHERE ${where} ORDER BY created_at DESC, id LIMIT ?3 OFFSET ?4`,
    identityId,
    now,
    limit.size,
    limit.offset,
  ).map(readSession);
  return { sessions, total: Number(counted?.['total']) };
}

export function loadDevices(db: Database, sessionId: string): Device[] {
  return rows(db, 'SELECT * FROM session_devices WHERE session_id = ?', sessionId).map((device) => ({
    id: String(device['id']),
    ipAddress: String(device['ip_address']),
    userAgent: device['user_agent'] === null ? null : String(device['user_agent']),
    location: String(device['location']),
  }));
}

/** The active sessions of the same identity but this one, newest first, and how many there are on all pages. */
export function listOtherSessions(
  { db, clock }: SandboxContext,
  { id, identityId }: Session,
  limit: { offset: number; size: number },
): { sessions: Session[]; total: number } {
  const where = `identity_id = ?1 AND id <> ?3 AND ${running(true, '?2')}`;
  const values = [identityId, storedTime(clock.now()), id] as const;
  const counted = row(db, `SELECT count(*) AS total FROM sessions WHERE ${where}`, ...values);
  const sessions = rows(
    db,
    `SELECT * FROM sessions WHERE ${where} ORDER BY created_at DESC, id LIMIT ?4 OFFSET ?5`,
    ...values,
    limit.size,
    limit.offset,
  ).map(readSession);
  return { sessions, total: Number(counted?.['total']) };
}

/** Ends another session of the same identity, if it is one. */
export function revokeOtherSession(db: Database, { identityId }: Session, id: string): void {
  run(db, 'UPDATE sessions SET active = 0 WHERE id = ? AND identity_id = ?', id, identityId);
}

/** Ends all other sessions of the same identity; returns how many there are, those that had ended too. */
export function revokeOtherSessions(db: Database, { id, identityId }: Session): number {
  return run(db, 'UPDATE sessions SET active = 0 WHERE identity_id = ? AND id <> ?', identityId, id);
}

/** Ends a session but keeps it as inactive; false when there is none of this id. */
export function revokeSession(db: Database, id: string): boolean {
  return run(db, 'UPDATE sessions SET active = 0 WHERE id = ?', id) > 0;
}

/** Ends the session of this token but keeps it as inactive; false when there is none. */
export function revokeSessionByToken(db: Database, token: string): boolean {
  return run(db, 'UPDATE sessions SET active = 0 WHERE token_hash = ?', hashToken(token)) > 0;
}

/** Deletes all sessions of an identity, revoked ones too; false when there were none. */
export function deleteSessionsOfIdentity(db: Database, identityId: string): boolean {
  return run(db, 'DELETE FROM sessions WHERE identity_id = ?', identityId) > 0;
}

/** Lets a session last a whole lifespan from now on, even a revoked one; false when there is none. */
export function extendSession({ db, clock }: SandboxContext, id: string): boolean {
  return run(db, 'UPDATE sessions SET expires_at = ? WHERE id = ?', sessionExpiry(clock.now()), id) > 0;
}

// `now` is the parameter that holds the time. The state of the identity plays no part here, as in Kratos.
function running(active: boolean | undefined, now: '?2' | '?3'): string {
  if (active === undefined) return `${now} IS NOT NULL`;
  return active ? `(active = 1 AND expires_at >= ${now})` : `(active = 0 OR expires_at < ${now})`;
}

function sessionOf(found: Row | undefined): Session | undefined {
  return found === undefined ? undefined : readSession(found);
}

function readSession(found: Row): Session {
  return {
    id: String(found['id']),
    identityId: String(found['identity_id']),
    active: found['active'] === 1,
    aal: found['aal'] === 'aal2' ? 'aal2' : 'aal1',
    authenticationMethods: JSON.parse(String(found['authentication_methods'])) as AuthenticationMethod[],
    issuedAt: String(found['issued_at']),
    authenticatedAt: String(found['authenticated_at']),
    expiresAt: String(found['expires_at']),
    createdAt: String(found['created_at']),
  };
}
