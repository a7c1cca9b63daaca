import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import { canonicalIdentityId } from '../kratos/identity-id.ts';
import { addressesOf } from '../kratos/identity-addresses.ts';
import { maskAddress } from '../kratos/mask.ts';
import type { CatalogEntry } from './catalog.ts';

/** How the one who asks has agreed in advance. */
export type Consent = {
  readonly yes: boolean;
  /** The identity id that must be hit; agreement and safeguard in one. */
  readonly confirm: string | undefined;
};

/** What a front door shows before a destroy, and which answers mean yes. */
export type ConsentQuestion = {
  readonly action: string;
  readonly host: string;
  readonly context: string | null;
  readonly identity:
    | { readonly id: string; readonly addresses: readonly string[]; readonly state: string }
    | undefined;
  readonly accepts: (typed: string) => boolean;
  /** Ends the asking; the question then fails instead of being answered. */
  readonly signal: AbortSignal;
};

/** Whom a destroy would hit, and where. */
export type ConsentTarget = Pick<ConsentQuestion, 'host' | 'context' | 'signal'> & {
  readonly identity: Identity | undefined;
};

/** Puts the question to a person; false is a no. Absent where nobody can be asked. */
export type AskConsent = (question: ConsentQuestion) => Promise<boolean>;

/**
 * Whether consent can be had at all; called before anything is recorded or sent. Only destroying needs it, and a dry
 * run destroys nothing. Fails with confirmation-required.
 */
export function requireAskable(
  entry: CatalogEntry,
  consent: Consent,
  dryRun: boolean,
  ask: AskConsent | undefined,
): void {
  if (entry.effect !== 'destroy' || dryRun || consent.yes || consent.confirm !== undefined) return;
  if (ask === undefined) {
    throw new IdpError(
      'confirmation-required',
      `${entry.name} destroys something and wants a yes, but nobody can be asked here.`,
    );
  }
}

/**
 * Gets consent once it is known who would be hit. A --confirm that names somebody else refuses whatever the effect.
 * Fails with confirmation-required or cancelled.
 */
export async function requireConsent(
  entry: CatalogEntry,
  consent: Consent,
  dryRun: boolean,
  ask: AskConsent | undefined,
  target: ConsentTarget,
): Promise<void> {
  const { identity } = target;
  if (consent.confirm !== undefined && (identity === undefined || !isMeant(consent.confirm, identity))) {
    throw new IdpError(
      'confirmation-required',
      identity === undefined
        ? `--confirm names an identity, and ${entry.name} is about none.`
        : `--confirm names ${consent.confirm}, but ${identity.id} would be hit.`,
      { hint: 'Nothing was changed. Make sure who is meant, then confirm that id.' },
    );
  }
  if (entry.effect !== 'destroy' || dryRun || consent.yes || consent.confirm !== undefined) return;
  const agreed = await ask?.(questionFor(entry, target));
  if (agreed !== true) throw new IdpError('cancelled', `${entry.name} was not confirmed.`);
}

/** An id may be confirmed in any of its forms. */
const isMeant = (confirmed: string, identity: Identity): boolean =>
  canonicalIdentityId(confirmed) === canonicalIdentityId(identity.id);

function questionFor(entry: CatalogEntry, { identity, ...where }: ConsentTarget): ConsentQuestion {
  if (identity === undefined) {
    return {
      action: entry.name,
      ...where,
      identity: undefined,
      accepts: (typed) => typed.trim() === entry.name,
    };
  }
  const addresses = addressesOf(identity);
  // It may have been found by any of its identifiers, such as an OIDC provider:subject.
  const identifiers = Object.values(identity.credentials ?? {}).flatMap((one) => one.identifiers ?? []);
  const answers = [identity.id, ...addresses, ...identifiers];
  const accepted = new Set(answers.map((answer) => answer.trim().toLowerCase()));
  return {
    action: entry.name,
    ...where,
    identity: { id: identity.id, addresses: addresses.map(maskAddress), state: identity.state ?? 'active' },
    accepts: (typed) => accepted.has(typed.trim().toLowerCase()),
  };
}
