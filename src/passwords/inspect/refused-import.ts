import { formatSince } from '../format-history.ts';
import {
  compareKratosVersions,
  formatKratosVersion,
  type KratosVersion,
  measuredVersion,
} from '../kratos-version.ts';
import type { HashFormat } from '../recognised-prefix.ts';
import type { Fault } from './inspection.ts';
import { beyondLaterBounds } from './later-bounds.ts';

/** Why this version refuses to import a hash of its format, or undefined. Throws as `beyondLaterBounds` does. */
export function refusedImport(format: HashFormat, hash: string, version: KratosVersion): Fault | undefined {
  if (hash.includes('\0')) return withNul;
  const since = formatSince[format];
  if (compareKratosVersions(version, since) < 0) {
    return {
      code: 'not-in-version',
      reason: `Kratos imports ${format} from ${formatKratosVersion(since)} on, and this is ${formatKratosVersion(version)}.`,
      advice: `Upgrade Kratos before the import.`,
      needsHook: true,
    };
  }
  return compareKratosVersions(version, measuredVersion) > 0 ? beyondLaterBounds(format, hash) : undefined;
}

// Measured with PostgreSQL: 500, "unsupported Unicode escape sequence (SQLSTATE 22P05)".
const withNul: Fault = {
  code: 'not-storable',
  reason: 'It contains a NUL character, which PostgreSQL refuses.',
  advice: 'Remove it: no format of a hash has one.',
};
