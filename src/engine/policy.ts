import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import { canonicalIdentityId } from '../kratos/identity-id.ts';
import type { CatalogEntry } from './catalog.ts';
import { consentQuestion, type ConsentQuestion, type ConsentTarget } from './consent-question.ts';

/** How the one who asks has agreed in advance. */
export type Consent = {
  readonly yes: boolean;
  /** The identity id that must be hit; agreement and safeguard in one. */
  readonly confirm: string | undefined;
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
  const agreed = await ask?.(await consentQuestion(entry, target));
  if (agreed !== true) throw new IdpError('cancelled', `${entry.name} was not confirmed.`);
}

/** Fails with usage where --confirm is no id. */
export function requireConfirmIsId(consent: Consent): void {
  if (consent.confirm === undefined || canonicalIdentityId(consent.confirm) !== undefined) return;
  throw new IdpError(
    'usage',
    '--confirm takes the id of the identity that is meant: 8-4-4-4-12 hexadecimal digits.',
    {
      hint: 'Look the identity up with idp run get-identity, make sure it is the one, and give its id.',
    },
  );
}

/** An id may be confirmed in any of its forms. */
const isMeant = (confirmed: string, identity: Identity): boolean =>
  canonicalIdentityId(confirmed) === canonicalIdentityId(identity.id);
