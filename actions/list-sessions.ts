import type { Session } from '@ory/client';
import * as z from 'zod/mini';
import { defineIdentityAction } from '../src/engine/define-action.ts';

export default defineIdentityAction({
  params: {
    state: z._default(z.enum(['active', 'ended', 'all']).check(z.describe('Which sessions.')), 'active'),
  },
  results: { sessions: z.array(z.record(z.string(), z.unknown())) },
  async run({ state }, { identity, kratos, now }) {
    const active = { active: true, ended: false, all: undefined }[state];
    const sessions = await kratos.listSessions(identity.id, active);
    return { 'identity-id': identity.id, sessions: sessions.map((session) => describe(session, now())) };
  },
});

/** `age` is the time since it was authenticated. */
function describe(session: Session, now: Date): Record<string, unknown> {
  return {
    'session-id': session.id,
    active: session.active ?? false,
    aal: session.authenticator_assurance_level ?? null,
    methods: (session.authentication_methods ?? []).map((method) => method.method),
    age: session.authenticated_at === undefined ? null : ageSince(session.authenticated_at, now),
    'authenticated-at': session.authenticated_at ?? null,
    'issued-at': session.issued_at ?? null,
    'expires-at': session.expires_at ?? null,
    devices: (session.devices ?? []).map((device) => ({
      'ip-address': device.ip_address ?? '',
      'user-agent': device.user_agent ?? '',
      location: device.location ?? '',
    })),
  };
}

/** As a Go duration of its two largest units: `3d4h`, `2h5m`, `40s`. */
function ageSince(time: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) return '0s';
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join('');
}
