import type {
  CreateIdentityBody,
  DeleteIdentityCredentialsTypeEnum,
  GetIdentityIncludeCredentialEnum,
  Identity,
  JsonPatch,
  RecoveryCodeForIdentity,
  Session,
} from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import { isAbsence } from './absence.ts';
import { KratosRejection, readAnswer } from './answer.ts';
import { askKratos, identityRequests, type BuiltRequest } from './ask-kratos.ts';
import { identifiersOf } from './identity-addresses.ts';
import type { IdentityBatches } from './identity-batches.ts';
import { createIdentityPages, type IdentityPages } from './identity-pages.ts';
import type { IdentitySchema } from './identity-schemas.ts';
import type { LoginProbe } from './probe-login.ts';
import { readIdentities, readIdentity, readRecoveryCode, readSessions } from './read-body.ts';
import type { Transport } from './transport.ts';

export type CredentialKind = GetIdentityIncludeCredentialEnum;

/** Kratos's admin API as the handlers use it. Every method may fail as transport.ts and answer.ts say. */
export type KratosAdmin = IdentityBatches &
  IdentityPages &
  LoginProbe & {
    /** All schemas, from the public URL; see fetchSchemas (identity-schemas.ts). */
    identitySchemas(signal?: AbortSignal): Promise<readonly IdentitySchema[]>;
    /** What it calls its release; undefined where it does not say. */
    release(): Promise<string | undefined>;
    /** identity-not-found where there is none. With `include`, the configuration of those credentials. */
    getIdentity(id: string, include?: readonly CredentialKind[]): Promise<Identity>;
    /** Exact match of a credential identifier after Kratos's own trimming and lower-casing; with credentials. */
    listByCredentialIdentifier(identifier: string): Promise<Identity[]>;
    /**
     * Those with an identifier that begins so, in any case, in the order of their ids and with credentials: at most
     * `limit`, one page. `signal` ends the request.
     */
    listByIdentifierPrefix(prefix: string, limit: number, signal: AbortSignal): Promise<Identity[]>;
    /** All identities, a page at a time, by keyset. */
    eachIdentity(): AsyncGenerator<Identity>;
    createIdentity(body: CreateIdentityBody): Promise<Identity>;
    /** identity-not-found where it is gone in the meantime. */
    patchIdentity(id: string, patch: readonly JsonPatch[]): Promise<Identity>;
    deleteIdentity(id: string): Promise<void>;
    deleteCredential(id: string, type: DeleteIdentityCredentialsTypeEnum, identifier?: string): Promise<void>;
    listSessions(id: string, active?: boolean): Promise<Session[]>;
    /** How Kratos says "none": false. Existence of the identity must be proved before. */
    deleteSessions(id: string): Promise<boolean>;
    createRecoveryCode(id: string, expiresIn: string): Promise<RecoveryCodeForIdentity>;
  };

/**
 * @ory/client's request builders (paths, queries, bodies, types) over our own transport: its axios, 60 ms
 * of every start, is never loaded.
 */
export function createAdmin(transport: Transport, origin: string): KratosAdmin {
  const build = identityRequests();
  const askWhole = askKratos(transport, origin);
  const pages = createIdentityPages(build, askWhole, origin);

  const ask = async (built: BuiltRequest, signal?: AbortSignal): Promise<unknown> =>
    (await askWhole(built, signal)).body;

  // Nothing that a quick command needs.
  let batches: Promise<IdentityBatches> | undefined;
  const loadBatches = () =>
    (batches ??= import('./identity-batches.ts').then(({ createIdentityBatches }) =>
      createIdentityBatches(transport, origin),
    ));

  async function identities(built: BuiltRequest): Promise<Identity[]> {
    return readIdentities(await ask(built), origin);
  }

  async function identity(built: BuiltRequest, expected?: string): Promise<Identity> {
    return readIdentity(await ask(built), origin, expected);
  }

  return {
    ...pages,
    createIdentities: async (items, signal) => (await loadBatches()).createIdentities(items, signal),
    async identitySchemas(signal) {
      const { fetchSchemas } = await import('./identity-schemas.ts');
      return fetchSchemas(transport, 'The public URL', signal);
    },
    async release() {
      const request = { method: 'GET', path: '/admin/version' };
      const body = readAnswer(await transport(request), request, origin) as { version?: unknown } | undefined;
      return typeof body?.version === 'string' ? body.version : undefined;
    },
    async probeLogin(login, signal) {
      const { probeLogin } = await import('./probe-login.ts');
      return probeLogin(transport, login, signal);
    },
    getIdentity: (id, include) =>
      existing(id, identity(build.getIdentity(id, include === undefined ? undefined : [...include]), id)),
    listByCredentialIdentifier: (identifier) =>
      identities(
        build.listIdentities(undefined, undefined, undefined, undefined, undefined, undefined, identifier),
      ),
    async listByIdentifierPrefix(prefix, limit, signal) {
      const wanted = folded(prefix.trim());
      const args = build.listIdentities(
        undefined,
        undefined,
        limit,
        undefined,
        undefined,
        undefined,
        undefined,
        prefix.trim(),
      );
      const listed = readIdentities(await ask(args, signal), origin);
      // As in a look-up: what ignores the filter lists everybody.
      return listed.filter((one) =>
        identifiersOf(one).some((identifier) => folded(identifier).startsWith(wanted)),
      );
    },
    async *eachIdentity() {
      for await (const page of pages.eachPage()) yield* page;
    },
    createIdentity: (body) => identity(build.createIdentity(body)),
    patchIdentity: (id, patch) => existing(id, identity(build.patchIdentity(id, [...patch]), id)),
    deleteIdentity: async (id) => void (await existing(id, ask(build.deleteIdentity(id)))),
    deleteCredential: async (id, type, identifier) =>
      void (await ask(build.deleteIdentityCredentials(id, type, identifier))),
    listSessions: (id, active) => allSessions(id, active),
    async deleteSessions(id) {
      try {
        await ask(build.deleteIdentitySessions(id));
        return true;
      } catch (error) {
        if (isAbsence(error)) return false;
        throw error;
      }
    },
    async createRecoveryCode(id, expiresIn) {
      const made = await ask(build.createRecoveryCodeForIdentity({ identity_id: id, expires_in: expiresIn }));
      return readRecoveryCode(made, origin);
    },
  };

  /** Numbered pages from 1: page 0 and 1 are the same, and the Link header there is no guide (measured). */
  async function allSessions(id: string, active: boolean | undefined): Promise<Session[]> {
    const seen = new Map<string, Session>();
    for (let page = 1; ; page += 1) {
      const args = build.listIdentitySessions(id, sessionsPerPage, page, undefined, undefined, active);
      const batch = readSessions(await ask(args), origin);
      const before = seen.size;
      for (const session of batch) seen.set(session.id, session);
      if (batch.length < sessionsPerPage || seen.size === before) return [...seen.values()];
    }
  }
}

/** Upper case, not lower, for which the last sigma of a word is another letter than those within. */
const folded = (text: string): string => text.toUpperCase();

const sessionsPerPage = 250;

/** Whether Kratos refused with this HTTP status. */
export function isStatus(error: unknown, status: number): error is KratosRejection {
  return error instanceof KratosRejection && error.status === status;
}

async function existing<T>(id: string, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (isAbsence(error)) {
      throw new IdpError('identity-not-found', `No identity has the id ${id}.`, { cause: error });
    }
    throw error;
  }
}
