import { renderTime, storedTime } from '../clock.ts';
import type { Identity } from '../identities/identity.ts';
import type { Device, Session } from './session.ts';

/**
 * Whether a session lets its bearer in: neither revoked nor over, nor of an inactive identity. Without the
 * identity (`null`) its state is not looked at, as Kratos does where it does not load it.
 */
export function isSessionActive(session: Session, identity: Identity | null, now: Date): boolean {
  return session.active && session.expiresAt > storedTime(now) && identity?.state !== 'inactive';
}

/** A session as Kratos prints it. `identity` and `devices` are what the answer shows of them. */
export function sessionJson(
  session: Session,
  shown: { active: boolean; identity: Record<string, unknown> | null; devices: readonly Device[] | null },
): Record<string, unknown> {
  return {
    id: session.id,
    active: shown.active,
    expires_at: renderTime(session.expiresAt),
    authenticated_at: renderTime(session.authenticatedAt),
    authenticator_assurance_level: session.aal,
    authentication_methods: session.authenticationMethods.map((method) => ({
      ...method,
      completed_at: renderTime(method.completed_at),
    })),
    issued_at: renderTime(session.issuedAt),
    identity: shown.identity,
    devices: shown.devices?.map(deviceJson) ?? null,
  };
}

export function deviceJson(device: Device): Record<string, unknown> {
  return {
    id: device.id,
    ip_address: device.ipAddress,
    user_agent: device.userAgent,
    location: device.location,
  };
}
