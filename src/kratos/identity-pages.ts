import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import { isAbsence } from './absence.ts';
import type { CredentialKind } from './admin.ts';
import type { Ask, IdentityRequests } from './ask-kratos.ts';
import { serverDateOf } from './server-date.ts';
import { notKratos, readIdentities, readIdentity } from './read-body.ts';

/** Ways to read many identities, and to read single ones cheaply. Every method may fail as transport.ts and answer.ts say. */
export type IdentityPages = {
  /**
   * Lists of identities in the order of their ids, by keyset; never an empty one. `after` and `until` are ids, the first left
   * out and the last taken in, so that stretches of ids can be read side by side. At most 500 a page, which is what it
   * asks for otherwise. Credentials come with `include` only: the configuration of those kinds, and the identifiers of all.
   */
  eachPage(asked?: PagesAsked): AsyncGenerator<Identity[]>;
  /** Those of the ids, at most 200, that are there, in the order of their ids. With `include` as in eachPage. */
  identitiesByIds(
    ids: readonly string[],
    include?: readonly CredentialKind[],
    signal?: AbortSignal,
  ): Promise<Identity[]>;
  /** The one with this external_id, in this very case; with all credentials and their identifiers. */
  identityByExternalId(externalId: string, signal?: AbortSignal): Promise<Identity | undefined>;
  /** How many identities there are; undefined where the server does not say. */
  countIdentities(): Promise<number | undefined>;
  /** A read that costs Kratos little and reaches its database: how it is, and what time it has. */
  plainRead(signal?: AbortSignal): Promise<PlainRead>;
};

export type PagesAsked = {
  readonly include?: readonly CredentialKind[] | undefined;
  readonly after?: string | undefined;
  readonly until?: string | undefined;
  readonly pageSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Milliseconds from the request to the end of the answer; the server's Date in milliseconds, where one came. */
export type PlainRead = { readonly tookMs: number; readonly serverDate: number | undefined };

export function createIdentityPages(build: IdentityRequests, ask: Ask, origin: string): IdentityPages {
  async function list(asked: ListAsked, signal: AbortSignal | undefined) {
    const include = asked.include === undefined ? undefined : [...asked.include];
    const { ids, pageSize, after } = asked;
    const built = build.listIdentities(
      undefined,
      undefined,
      pageSize,
      after,
      undefined,
      ids,
      undefined,
      undefined,
      include,
    );
    const { body, headers } = await ask(built, signal);
    return { identities: readIdentities(body, origin), link: headers['link'] };
  }

  return {
    async *eachPage({ include, after, until, pageSize = mostPerPage, signal } = {}) {
      let last = after;
      for (;;) {
        const { identities, link } = await list({ include, after: last, pageSize }, signal);
        const page = until === undefined ? identities : identities.filter(({ id }) => id <= until);
        if (page.length > 0) yield page;
        const end = identities.at(-1)?.id;
        const isLast = link === undefined ? identities.length < pageSize : !hasNext(link);
        if (isLast || page.length < identities.length || end === undefined || end === last) return;
        last = end;
      }
    },
    async identitiesByIds(ids, include, signal) {
      if (ids.length === 0) return [];
      const wanted = new Set(ids);
      const { identities } = await list({ ids: [...ids], include, pageSize: ids.length }, signal);
      // What ignores the filter lists everybody.
      return identities.filter(({ id }) => wanted.has(id));
    },
    async identityByExternalId(externalId, signal) {
      if (externalId === '') return undefined;
      if (/^\.\.?$/.test(externalId)) throw noPath(externalId);
      try {
        const found = readIdentity(
          (await ask(build.getIdentityByExternalID(externalId), signal)).body,
          origin,
        );
        if (found.external_id !== externalId)
          throw notKratos(origin, 'an identity of another external_id than that it was asked for');
        return found;
      } catch (error) {
        if (isAbsence(error)) return undefined;
        throw error;
      }
    },
    async countIdentities() {
      const { headers } = await ask(build.listIdentities(1, 0));
      const count = headers['x-total-count'];
      return typeof count === 'string' && /^\d{1,15}$/.test(count) ? Number(count) : undefined;
    },
    async plainRead(signal) {
      const started = performance.now();
      const { body, headers } = await ask(build.listIdentities(undefined, undefined, 1), signal);
      readIdentities(body, origin);
      return { tookMs: performance.now() - started, serverDate: serverDateOf(headers) };
    },
  };
}

type ListAsked = Pick<PagesAsked, 'include' | 'after' | 'pageSize'> & { readonly ids?: string[] };

/** What Kratos cuts a page to, without a word. */
const mostPerPage = 500;

const hasNext = (link: string | string[]): boolean => /\brel="?next\b/i.test(String(link));

/** A dot segment is taken out of every path, however it is encoded. */
const noPath = (externalId: string): IdpError =>
  new IdpError(
    'invalid-parameter',
    `Kratos cannot be asked for the external_id "${externalId}": in the path of a URL it means another place.`,
  );
