import { inspectHash } from '../inspect-hash.ts';
import { formatKratosVersion, measuredVersion } from '../kratos-version.ts';
import { type Conversion, refused } from './conversion.ts';

/** A converted hash, unless Kratos would not import it or no password could ever match it. */
export function toKratos(hash: string, caution?: string): Conversion {
  const { canMatch, reason = 'no password can match it' } = inspectHash(hash, measuredVersion);
  if (canMatch) return caution === undefined ? { to: 'kratos', hash } : { to: 'kratos', hash, caution };
  return refused(
    `what comes of it would never log in to Kratos ${formatKratosVersion(measuredVersion)}: ${reason}`,
  );
}
