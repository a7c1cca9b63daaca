import { omittedRoundsSince } from '../format-history.ts';
import { compareKratosVersions, type KratosVersion } from '../kratos-version.ts';
import type { HashFormat } from '../recognised-prefix.ts';
import type { Fault } from './inspection.ts';

/** Why no password matches in this version, though it does in v26.2.0. */
export function earlierLimit(format: HashFormat, hash: string, version: KratosVersion): Fault | undefined {
  if (compareKratosVersions(version, omittedRoundsSince) >= 0) return undefined;
  const isShaCrypt = format === 'sha256-crypt' || format === 'sha512-crypt';
  return isShaCrypt && hash.split('$').length === 4 ? omittedRounds : undefined;
}

const omittedRounds: Fault = {
  code: 'malformed-hash',
  reason: 'Kratos before v1.3.0 wants rounds=… in it, and fails at every login.',
  advice: 'Put rounds=5000$ before the salt, which is what no rounds mean.',
};
