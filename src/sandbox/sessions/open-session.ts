import { randomUUID } from 'node:crypto';
import { storedTime } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import { run } from '../statement.ts';
import type { AuthenticationMethod, Device, Session } from './session.ts';
import { hashToken, randomToken } from './token.ts';

/** How long a session lasts (Kratos's default). */
const lifespan = 24 * 60 * 60 * 1000;

/** What of a request tells the device that sent it. */
interface FromDevice {
  readonly socket: { readonly remoteAddress?: string | undefined; readonly remotePort?: number | undefined };
  readonly headers: { readonly 'user-agent'?: string | undefined };
}

/** When a session that begins or is extended now will end, in stored form. */
export function sessionExpiry(now: Date): string {
  return storedTime(new Date(now.getTime() + lifespan));
}

/**
 * Opens a session of an identity that proved itself by `method`, from the device of the request. Writes two
 * rows: call it in a transaction. The token is not stored, and cannot be had again.
 */
export function openSession(
  context: SandboxContext,
  identityId: string,
  method: AuthenticationMethod['method'],
  request: FromDevice,
): { session: Session; device: Device; token: string } {
  const now = context.clock.timestamp();
  const token = `ory_st_${randomToken()}`;
  const session: Session = {
    id: randomUUID(),
    identityId,
    active: true,
    aal: 'aal1',
    authenticationMethods: [{ method, aal: 'aal1', completed_at: now }],
    issuedAt: now,
    authenticatedAt: now,
    expiresAt: sessionExpiry(context.clock.now()),
    createdAt: now,
  };
  const device = deviceOf(request);
  run(
    context.db,
    `INSERT INTO sessions (id, identity_id, token_hash, active, aal, authentication_methods, issued_at,
       authenticated_at, expires_at, created_at) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`,
    session.id,
    identityId,
    hashToken(token),
    session.aal,
    JSON.stringify(session.authenticationMethods),
    now,
    now,
    session.expiresAt,
    now,
  );
  run(
    context.db,
    'INSERT INTO session_devices (id, session_id, ip_address, user_agent, location) VALUES (?, ?, ?, ?, ?)',
    device.id,
    session.id,
    device.ipAddress,
    device.userAgent,
    device.location,
  );
  return { session, device, token };
}

// Kratos keeps the port with the address, and this much of the user agent.
const userAgentLimit = 512;

/** The device that a request comes from, as a new one. */
export function deviceOf(request: FromDevice): Device {
  const { remoteAddress = '127.0.0.1', remotePort = 0 } = request.socket;
  const host = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress;
  return {
    id: randomUUID(),
    ipAddress: `${host}:${remotePort}`,
    userAgent: request.headers['user-agent']?.slice(0, userAgentLimit) ?? null,
    location: '',
  };
}
