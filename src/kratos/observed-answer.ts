import { canonicalIdentityId } from './identity-id.ts';

/** An identity in an answer, as far as observing relies on it. */
export type IdentityBody = Readonly<Record<string, unknown>> & { readonly id: string };

export function isIdentityBody(body: unknown): body is IdentityBody {
  if (body === null || typeof body !== 'object') return false;
  const { id } = body as { id?: unknown };
  return typeof id === 'string' && canonicalIdentityId(id) === id;
}

/** One page of an identity's sessions: whether it is the first, and the ids of those that are active. */
export type SessionsPage = { readonly first: boolean; readonly active: readonly string[] };

export function pageOfSessions(path: string, body: unknown): SessionsPage | undefined {
  if (!Array.isArray(body)) return undefined;
  const query = new URLSearchParams(path.split('?')[1]);
  const asked = query.get('active') === 'true';
  const sessions = (body as ({ id?: unknown; active?: unknown } | null)[]).filter(
    (session) => asked || session?.active === true,
  );
  // Page 0 and page 1 are the same, as in admin.ts.
  return {
    first: Number(query.get('page') ?? 1) <= 1,
    active: sessions.map((session) => String(session?.id)),
  };
}
