import { IdpError } from '../../../errors/idp-error.ts';
import type { SourceName } from '../../../sources/source.ts';
import type { GlobalOptions } from '../options.ts';

/** Options of `idp convert` that say how records become identities; the import has them, too. */
export type SourceOptions = {
  readonly from?: SourceName;
  readonly mapping?: string;
  readonly map?: readonly string[];
  readonly set?: readonly string[];
  readonly provider?: readonly string[];
  readonly leaveOut?: readonly string[];
  readonly badPassword?: 'reject' | 'without-password';
  readonly hashConfig?: string;
  readonly hookHashes?: string;
};

export type ConvertOptions = GlobalOptions &
  SourceOptions & {
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
