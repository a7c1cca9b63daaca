import { IdpError } from '../../../errors/idp-error.ts';

/** The number of --revision. Fails with usage. */
export function readRevision(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
  throw new IdpError('usage', '--revision is a positive integer.', {
    hint: 'List the revisions of a secret with idp secret show NAME --revisions.',
  });
}
