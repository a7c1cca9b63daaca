import { revealed } from '../secrets/secret.ts';
import { standInIdentity } from './read-body.ts';
import type { KratosAnswer, KratosRequest } from './transport.ts';

/**
 * What reads would show had the held-back writes been done. It knows the writes that change what a handler
 * reads back: JSON Patch of an identity, DELETE of it, of its credentials and of its sessions, and a new identity.
 */
export type Projection = {
  write(request: KratosRequest): void;
  /** The stand-in for an identity that was not created, kept for later reads. */
  create(body: unknown): JsonObject;
  /** The whole answer, where only the projection knows it (a stand-in identity). */
  stands(request: KratosRequest): KratosAnswer | undefined;
  /** A body as later reads show it; undefined where the thing would be gone. */
  read(request: KratosRequest, body: unknown): unknown;
};

type JsonObject = Record<string, unknown>;

export function createProjection(): Projection {
  const writes: KratosRequest[] = [];
  let created: JsonObject | undefined;
  return {
    write: (request) => void writes.push(request),
    create(body) {
      created = { ...(body as JsonObject), id: standInIdentity, state: 'active', credentials: {} };
      return created;
    },
    stands(request) {
      if (created === undefined || resourceOf(request) !== newIdentityPath) return undefined;
      return { status: 200, headers: {}, text: JSON.stringify(revealed(created)) };
    },
    read(request, body) {
      const resource = resourceOf(request);
      return writes.reduce<unknown>((shown, write) => after(write, resource, shown), body);
    },
  };
}

const newIdentityPath = `/admin/identities/${encodeURIComponent(standInIdentity)}`;

const resourceOf = (request: KratosRequest): string => request.path.split('?', 1)[0] ?? '';

function after(write: KratosRequest, resource: string, shown: unknown): unknown {
  const written = resourceOf(write);
  if (shown === undefined) return shown;
  if (written === resource && write.method === 'DELETE')
    return resource.endsWith('/sessions') ? [] : undefined;
  if (written === resource && write.method === 'PATCH') return patched(shown as JsonObject, write.body);
  if (write.method === 'DELETE' && written.startsWith(`${resource}/credentials/`)) {
    return withoutCredential(shown as JsonObject, write);
  }
  return shown;
}

function patched(identity: JsonObject, patch: unknown): JsonObject {
  const copy = structuredClone(identity);
  for (const { op, path, value } of revealed(patch) as PatchStep[]) {
    const keys = path
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = keys.pop() ?? '';
    const parent = keys.reduce<JsonObject>((at, key) => (at[key] ??= {}) as JsonObject, copy);
    if (op === 'remove') delete parent[last];
    else parent[last] = isCredential(path) ? keepingIdentifiers(parent[last], value) : value;
  }
  return copy;
}

const isCredential = (path: string): boolean => /^\/credentials\/[^/]+$/.test(path);

/** Kratos fills in the identifiers that traits give, also where a patched credential names none. */
function keepingIdentifiers(before: unknown, value: unknown): unknown {
  const { identifiers } = (before ?? {}) as JsonObject;
  return identifiers === undefined ? value : { identifiers, ...(value as JsonObject) };
}

type PatchStep = { readonly op: string; readonly path: string; readonly value?: unknown };

/** As Kratos does it: of webauthn only second-factor keys go, of oidc only the link named. */
function withoutCredential(identity: JsonObject, write: KratosRequest): JsonObject {
  const url = new URL(write.path, 'http://kratos');
  const kind = url.pathname.split('/').at(-1) ?? '';
  const credentials = { ...(identity['credentials'] as Record<string, JsonObject> | undefined) };
  const credential = credentials[kind];
  if (credential === undefined) return identity;
  if (kind === 'webauthn') credentials[kind] = withoutSecondFactorKeys(credential);
  else if (kind === 'oidc') credentials[kind] = withoutLink(credential, url.searchParams.get('identifier'));
  else delete credentials[kind];
  return { ...identity, credentials };
}

function withoutSecondFactorKeys(credential: JsonObject): JsonObject {
  const config = (credential['config'] ?? {}) as { credentials?: JsonObject[] };
  const kept = (config.credentials ?? []).filter((key) => key['is_passwordless'] === true);
  return { ...credential, config: { ...config, credentials: kept } };
}

function withoutLink(credential: JsonObject, identifier: string | null): JsonObject {
  const identifiers = (credential['identifiers'] ?? []) as string[];
  return { ...credential, identifiers: identifiers.filter((one) => one !== identifier) };
}
