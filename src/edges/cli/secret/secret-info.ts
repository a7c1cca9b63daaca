import { IdpError } from '../../../errors/idp-error.ts';
import { longestInfo } from '../../../secrets/store/content-limits.ts';

/** What --info says of a secret; null where it is empty, undefined where it is not given. Fails with usage. */
export function requireInfo(info: string | undefined): string | null | undefined {
  if (info === undefined) return undefined;
  if (info.length > longestInfo) {
    throw new IdpError('usage', `--info has ${info.length} characters; at most ${longestInfo} are kept.`);
  }
  return info.trim() === '' ? null : info;
}
