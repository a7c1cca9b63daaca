import type { SandboxContext } from '../context.ts';
import { identityJson } from '../identities/identity-json.ts';
import { findIdentity } from '../identities/store.ts';
import { schemaUrl } from '../schemas/catalog.ts';
import { isSessionActive, sessionJson } from './session-json.ts';
import type { Session } from './session.ts';
import { loadDevices } from './store.ts';

export interface SessionView {
  identity: boolean;
  devices: boolean;
  /**
   * Kratos shows less in a list: no addresses, and null for devices that were not asked for; in the list of
   * one identity also an empty schema_url.
   */
  as: 'item' | 'list' | 'list-of-identity';
}

/** A session with as much of its identity and devices as was asked for. Admin metadata is never shown. */
export function showSession(
  context: SandboxContext,
  session: Session,
  view: SessionView,
): Record<string, unknown> {
  const identity = view.identity ? (findIdentity(context.db, session.identityId) ?? null) : null;
  const undisclosed = view.as === 'list' ? null : [];
  return sessionJson(session, {
    active: isSessionActive(session, identity, context.clock.now()),
    identity:
      identity &&
      identityJson(identity, {
        schemaUrl: view.as === 'list-of-identity' ? '' : schemaUrl(context, identity.schemaId),
        metadataAdmin: false,
        addresses: view.as === 'item',
      }),
    devices: view.devices ? loadDevices(context.db, session.id) : undisclosed,
  });
}
