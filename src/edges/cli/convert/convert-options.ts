import { IdpError } from '../../../errors/idp-error.ts';
import type { SourceChoices } from '../../../sources/source-choices.ts';
import type { GlobalOptions } from '../options.ts';

export type ConvertOptions = GlobalOptions &
  SourceChoices & {
    readonly sample?: string;
    readonly rejects?: string;
    readonly report?: string;
  };

/** How many identities --sample shows. Fails with usage. */
export function readSample({ sample }: ConvertOptions): number | undefined {
  if (sample === undefined) return undefined;
  const count = /^\d{1,3}$/.test(sample) ? Number(sample) : 0;
  if (count > 0) return count;
  throw new IdpError('usage', '--sample takes a number from 1 to 999.', {
    hint: 'For a first look: --sample 5.',
  });
}
