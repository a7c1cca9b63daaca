import type { Identity } from '@ory/client';
import type { KratosAdmin } from '../kratos/admin.ts';
import { factorCredentials, nameFactors, readFactors } from '../kratos/factors.ts';
import { addressesOf, identifiersOf } from '../kratos/identity-addresses.ts';
import { maskAddress } from '../kratos/mask.ts';
import type { CatalogEntry } from './catalog.ts';

/** What a front door shows before a destroy, and which answers mean yes. */
export type ConsentQuestion = {
  readonly action: string;
  readonly host: string;
  readonly context: string | null;
  /** Whether certificates are not verified: it may be another server that answers. */
  readonly insecure: boolean;
  readonly identity: WhoIsHit | undefined;
  readonly accepts: (typed: string) => boolean;
  /** Ends the asking; the question then fails instead of being answered. */
  readonly signal: AbortSignal;
};

/** One identity, as much of it as an operator decides on. */
export type WhoIsHit = {
  readonly id: string;
  /** Masked. */
  readonly addresses: readonly string[];
  readonly state: string;
  /** What it can sign in with, in words; undefined where that could not be read. */
  readonly factors: readonly string[] | undefined;
  /** How many of its sessions are active; undefined where that could not be read. */
  readonly sessions: number | undefined;
};

/** Whom a destroy would hit, and where. `kratos` is asked for more of it, if a person is asked. */
export type ConsentTarget = Pick<ConsentQuestion, 'host' | 'context' | 'signal'> & {
  readonly insecure?: boolean | undefined;
  readonly identity: Identity | undefined;
  readonly kratos: KratosAdmin;
};

/** The question before a destroy. What cannot be read is unknown, which keeps nobody from answering. */
export async function consentQuestion(
  entry: CatalogEntry,
  { identity, kratos, insecure, host, context, signal }: ConsentTarget,
): Promise<ConsentQuestion> {
  const where = { action: entry.name, host, context, insecure: insecure === true, signal };
  if (identity === undefined) {
    return { ...where, identity, accepts: (typed) => typed.trim() === entry.name };
  }
  const addresses = addressesOf(identity);
  // It may have been found by any of its identifiers, such as an OIDC provider:subject.
  const answers = [identity.id, ...addresses, ...identifiersOf(identity)];
  const accepted = new Set(answers.map((answer) => answer.trim().toLowerCase()));
  const { id } = identity;
  const [factors, sessions] = await Promise.all([
    known(kratos.getIdentity(id, factorCredentials).then((whole) => nameFactors(readFactors(whole)))),
    known(kratos.listSessions(id, true).then((active) => active.length)),
  ]);
  return {
    ...where,
    identity: {
      id,
      addresses: addresses.map(maskAddress),
      state: identity.state ?? 'active',
      factors,
      sessions,
    },
    accepts: (typed) => accepted.has(typed.trim().toLowerCase()),
  };
}

const known = <T>(read: Promise<T>): Promise<T | undefined> => read.catch(() => undefined);
