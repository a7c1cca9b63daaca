import { IdpError } from '../errors/idp-error.ts';
import type { CatalogEntry } from './catalog.ts';
import type { ManyConsent, RecordedWhere } from './many.ts';

/** What a front door shows before a destroy over many, and which answer means yes. */
export type CountQuestion = RecordedWhere & {
  readonly action: string;
  readonly count: number;
  /** The first few, masked. */
  readonly sample: readonly string[];
  readonly accepts: (typed: string) => boolean;
  /** Ends the asking; the question then fails instead of being answered. */
  readonly signal: AbortSignal;
};

/** Puts the question to a person, who types the count; false is a no. Absent where nobody can be asked. */
export type AskCount = (question: CountQuestion) => Promise<boolean>;

/** Whom a run over many would hit, and where. */
export type ManyConsentTarget = RecordedWhere & {
  readonly count: number;
  readonly masked: () => Iterable<string>;
  readonly signal: AbortSignal;
};

/**
 * Gets consent once for all, before anything is recorded or sent. A number that was expected must be the right one
 * whatever the effect; beyond that only destroying needs consent, and a dry run destroys nothing.
 * Fails with confirmation-required or cancelled.
 */
export async function requireConsentForMany(
  entry: Entry,
  consent: ManyConsent,
  dryRun: boolean,
  ask: AskCount | undefined,
  { count, masked, ...where }: ManyConsentTarget,
): Promise<void> {
  const { name } = entry;
  const { expect } = consent;
  if (expect !== undefined && expect !== count) {
    throw new IdpError(
      'confirmation-required',
      `--expect says ${expect}, and ${name} would be about ${count}.`,
      { hint: 'Nothing was changed. Look with --dry-run whom it is about; who is named twice counts once.' },
    );
  }
  requireAskableForMany(entry, consent, dryRun, ask, count);
  if (ask === undefined || isGiven(entry, consent, dryRun)) return;
  const agreed = await ask({
    action: name,
    ...where,
    count,
    sample: firstOf(masked(), 5),
    accepts: (typed) => typed.trim() === String(count),
  });
  if (!agreed) throw new IdpError('cancelled', `${name} was not confirmed.`);
}

type Entry = Pick<CatalogEntry, 'name' | 'effect'>;

/** Whether consent to so many can be had at all, here. Fails with confirmation-required, which says how it is given. */
export function requireAskableForMany(
  entry: Entry,
  consent: ManyConsent,
  dryRun: boolean,
  ask: AskCount | undefined,
  count: number,
): void {
  // Where nothing is left of an operation, there is nothing to agree to, and whoever takes it up is told so.
  if (count === 0 || ask !== undefined || isGiven(entry, consent, dryRun)) return;
  throw new IdpError(
    'confirmation-required',
    `${entry.name} would destroy something of ${count}, and wants --yes --expect ${count}.`,
    { hint: 'Look first with --dry-run; then say how many are meant.' },
  );
}

/** A number that was expected is known to be the right one, or is looked at elsewhere. */
const isGiven = ({ effect }: Entry, { yes, expect }: ManyConsent, dryRun: boolean): boolean =>
  effect !== 'destroy' || dryRun || (yes && expect !== undefined);

function firstOf(texts: Iterable<string>, limit: number): string[] {
  const first: string[] = [];
  for (const text of texts) {
    first.push(text);
    if (first.length === limit) break;
  }
  return first;
}
