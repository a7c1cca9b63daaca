import { inspectHash } from '../inspect-hash.ts';
import { formatKratosVersion, measuredVersion } from '../kratos-version.ts';
import { type Conversion, refused } from './conversion.ts';

/**
 * A converted hash, unless Kratos would not import it or no password could ever match it. What an inspection warns of,
 * such as a cost that a later release refuses, comes with it.
 */
export function toKratos(hash: string, caution?: string): Conversion {
  const report = inspectHash(hash, measuredVersion);
  if (!report.canMatch) {
    const release = formatKratosVersion(measuredVersion);
    return refused(`converted, it would never log in to Kratos ${release}: ${clause(report.reason ?? '')}`);
  }
  const cautions = [caution, report.caution].filter((one) => one !== undefined);
  if (cautions.length === 0) return { to: 'kratos', hash };
  return { to: 'kratos', hash, caution: cautions.map(clause).join('; ') };
}

function clause(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
