import { compareJson } from './compare.ts';
import type { Placeholders } from './placeholders.ts';

/**
 * Whether a recorded excerpt is one of the views of an answer that the recorder kept. Its words are not
 * precise enough to choose the view by, so all of them are tried.
 */
export function matchesExcerpt(recorded: unknown, body: unknown, placeholders: Placeholders): boolean {
  if (body === undefined) return recorded === null;
  return [...views, membersOf(recorded)].some((view) => {
    const seen = view(body);
    return (
      seen !== undefined && placeholders.attempt(() => compareJson(recorded, seen, placeholders).length === 0)
    );
  });
}

type View = (body: unknown) => unknown;

const views: readonly View[] = [
  // an identity
  (body) => member(body, 'credentials'),
  ...['password', 'oidc', 'totp', 'lookup_secret', 'webauthn', 'passkey', 'saml', 'code'].map(
    (type): View =>
      (body) =>
        member(member(body, 'credentials'), type),
  ),
  (body) => withMembers({ id: member(body, 'id') }),
  (body) => withMembers({ id: member(body, 'id'), credentials: namesOf(member(body, 'credentials')) }),
  (body) => namesOf(member(body, 'credentials')),
  // a list of identities
  (body) => items(body)?.map(address),
  (body) => items(body)?.map(address).toSorted(),
  (body) => items(body)?.map((item) => member(item, 'id')),
  (body) => items(body)?.map((item) => member(item, 'credentials')),
  (body) => items(body)?.map((item) => member(item, 'traits')),
  (body) => withMembers({ count: items(body)?.length }),
  // a session, and a list of them
  (body) => withMembers({ id: member(body, 'id'), active: member(body, 'active'), identity: owner(body) }),
  (body) => items(body)?.map((item) => ({ id: member(item, 'id'), active: member(item, 'active') })),
  (body) =>
    items(body)?.map((item) => ({
      id: member(item, 'id'),
      active: member(item, 'active'),
      state: member(member(item, 'identity'), 'state'),
    })),
  // a batch
  (body) => batchCounts(member(body, 'identities')),
  // a login
  loginResult,
  // an error, and what is not looked into
  (body) => withMembers({ error: member(body, 'error') }),
  (body) => ({ is_array: Array.isArray(body) }),
  (body) => ({ type: typeof body }),
  (body) => body,
];

/** The view of nothing but the members that were recorded. */
function membersOf(recorded: unknown): View {
  const names = namesOf(recorded) ?? [];
  return (body) =>
    names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, member(body, name)]));
}

function loginResult(body: unknown): unknown {
  const ui = member(body, 'ui');
  const session = member(body, 'session');
  const nodes = (items(member(ui, 'nodes')) ?? []).flatMap((node) =>
    (items(member(node, 'messages')) ?? []).map((message) => ({
      node: member(member(node, 'attributes'), 'name'),
      id: member(message, 'id'),
    })),
  );
  return {
    ...(ui !== undefined && {
      messages: (items(member(ui, 'messages')) ?? []).map((message) => member(message, 'id')),
    }),
    ...(nodes.length > 0 && { node_messages: nodes }),
    ...(member(body, 'error') !== undefined && { error: member(body, 'error') }),
    ...(session !== undefined && {
      session_token: member(body, 'session_token'),
      session: {
        id: member(session, 'id'),
        active: member(session, 'active'),
        authenticator_assurance_level: member(session, 'authenticator_assurance_level'),
        authentication_methods: member(session, 'authentication_methods'),
        identity: owner(session) ?? null,
      },
    }),
  };
}

function batchCounts(results: unknown): unknown {
  const actions: Record<string, number> = {};
  for (const result of items(results) ?? []) {
    const action = String(member(result, 'action'));
    actions[action] = (actions[action] ?? 0) + 1;
  }
  return withMembers({ count: items(results)?.length, actions });
}

function owner(session: unknown): unknown {
  const identity = member(session, 'identity');
  return identity === null || identity === undefined
    ? undefined
    : { id: member(identity, 'id'), state: member(identity, 'state') };
}

function address(identity: unknown): unknown {
  const traits = member(identity, 'traits');
  return member(traits, 'email') ?? member(traits, 'username');
}

function namesOf(value: unknown): string[] | undefined {
  return typeof value === 'object' && value !== null ? Object.keys(value).toSorted() : undefined;
}

/** An object of which every member was found, or nothing. */
function withMembers(members: Record<string, unknown>): Record<string, unknown> | undefined {
  return Object.values(members).includes(undefined) ? undefined : members;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function items(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
