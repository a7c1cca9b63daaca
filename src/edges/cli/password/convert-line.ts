import { refused, type Conversion } from '../../../passwords/convert/conversion.ts';
import { convertHash, type ConversionSettings } from '../../../passwords/convert/convert-hash.ts';
import type { ConversionKind } from '../../../passwords/convert/conversion-kinds.ts';
import { recogniseKind } from '../../../passwords/convert/recognise-kind.ts';
import { inspectHash } from '../../../passwords/inspect-hash.ts';
import type { KratosVersion } from '../../../passwords/kratos-version.ts';
import { bareDigests } from './conversion-settings.ts';
import { hashFrom, hashIn } from './hash-in-line.ts';
import type { InputLine } from './input-lines.ts';

/**
 * What becomes of the hash of a line: of the kind that is said, else of the one that it alone can be, else it may be in the
 * form of Kratos already. Kinds of several fields are one JSON object a line, and a bare digest may have its salt behind a tab.
 */
export function convertLine(
  line: InputLine,
  kind: ConversionKind | undefined,
  settings: ConversionSettings,
  version: KratosVersion,
): Conversion {
  const { hash, salt, fault } = partsOf(line, kind);
  if (fault !== undefined) return refused(fault);
  const meant = kind ?? recogniseKind(hash);
  const converted =
    meant === undefined ? asItIs(hash, version) : convertHash(meant, hash, { ...settings, ...salt });
  return converted.to === 'kratos' ? stillMatching(converted, version) : converted;
}

type Parts =
  | { readonly hash: string; readonly salt?: { readonly salt: string }; readonly fault?: undefined }
  | { readonly hash?: undefined; readonly salt?: undefined; readonly fault: string };

function partsOf(line: InputLine, kind: ConversionKind | undefined): Parts {
  if ('fault' in line) return line;
  const isSalted = kind !== undefined && bareDigests.includes(kind);
  const tab = isSalted ? line.text.indexOf('\t') : -1;
  if (tab < 0) return hashIn(line);
  const { hash, fault } = hashFrom(line.text.slice(0, tab), line.number);
  return fault === undefined ? { hash, salt: { salt: line.text.slice(tab + 1) } } : { fault };
}

function asItIs(hash: string, version: KratosVersion): Conversion {
  const report = inspectHash(hash, version);
  if (report.canMatch) return { to: 'kratos', hash };
  if (report.accepted) return refused(report.reason ?? 'Kratos takes it, and no password can ever match it.');
  return refused('What it is cannot be told from it alone: say where it comes from with --from.');
}

/** What is made for the measured release may be too much for a later one. */
function stillMatching(
  converted: Conversion & { readonly to: 'kratos' },
  version: KratosVersion,
): Conversion {
  const { canMatch, reason } = inspectHash(converted.hash, version);
  return canMatch ? converted : refused(reason ?? 'This release of Kratos would not match it.');
}
