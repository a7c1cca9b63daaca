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
  /** The stand-in for the answer to a batch, in which all have the same id. */
  createMany(count: number): JsonObject;
  /** The whole answer, where only the projection knows it (a stand-in identity). */
  stands(request: KratosRequest): KratosAnswer | undefined;
  /** Whether a read shows what was written to. */
  changes(request: KratosRequest): boolean;
  /** A body as later reads show it; undefined where the thing would be gone. */
  read(request: KratosRequest, body: unknown): unknown;
};

type JsonObject = Record<string, unknown>;

export function createProjection(): Projection {
  /** By what was written to, that which was written to last at the end. */
  const written = new Map<string, KratosRequest[]>();
  let created: JsonObject | undefined;
  return {
    write(request) {
      const whole = wholeOf(request);
      if (whole === newIdentityPath) return;
      const writes = [...(written.get(whole) ?? []), request];
      written.delete(whole);
      written.set(whole, writes);
      const [oldest] = written.keys();
      if (written.size > mostWritten && oldest !== undefined) written.delete(oldest);
    },
    create(body) {
      created = { ...(body as JsonObject), id: standInIdentity, state: 'active', credentials: {} };
      return created;
    },
    createMany(count) {
      created = { id: standInIdentity, state: 'active', traits: {}, credentials: {} };
      const item = { action: 'create', identity: standInIdentity };
      return { identities: Array.from({ length: count }, () => item) };
    },
    stands(request) {
      if (created === undefined || resourceOf(request) !== newIdentityPath) return undefined;
      return { status: 200, headers: {}, text: JSON.stringify(revealed(created)) };
    },
    changes: (request) => written.has(wholeOf(request)),
    read(request, body) {
      const resource = resourceOf(request);
      const writes = written.get(wholeOf(request)) ?? [];
      return writes.reduce<unknown>((shown, write) => after(write, resource, shown), body);
    },
  };
}

const mostWritten = 100;

const newIdentityPath = `/admin/identities/${encodeURIComponent(standInIdentity)}`;

const resourceOf = (request: KratosRequest): string => request.path.split('?', 1)[0] ?? '';

/** The identity that a request is about, itself or a part of it; of other requests the resource. */
const wholeOf = (request: KratosRequest): string =>
  /^\/admin\/identities\/[^/]+/.exec(resourceOf(request))?.[0] ?? resourceOf(request);

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
