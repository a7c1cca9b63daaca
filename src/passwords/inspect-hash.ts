import { migrationHookSince } from './format-history.ts';
import { earlierLimit } from './inspect/earlier-limit.ts';
import { nameForeignHash } from './inspect/foreign-hash.ts';
import { inspectFormat } from './inspect/inspect-format.ts';
import type { Fault, InspectionCode, Notes } from './inspect/inspection.ts';
import { kratosWords } from './inspect/kratos-words.ts';
import { beyondLaterBounds } from './inspect/later-bounds.ts';
import { refusedImport } from './inspect/refused-import.ts';
import { compareKratosVersions, type KratosVersion, measuredVersion } from './kratos-version.ts';
import { type HashFormat, hashFormatOf } from './recognised-prefix.ts';
import { UnmatchableHashError } from './unmatchable-hash.ts';

/** What the text of a hash tells. Nothing in here is salt, digest, key or pepper, or a piece of one. */
export interface HashReport {
  /** A format of Kratos, the name of a foreign kind such as phpass or django-pbkdf2, or `unknown`. */
  format: string;
  /** Cost, iterations, memory, lengths in bytes … as far as they can be read. */
  parameters: Readonly<Record<string, string | number>>;
  /** Whether that version imports it. */
  accepted: boolean;
  /** Whether the password that it was made of can match it at login; false when it is not accepted. */
  canMatch: boolean;
  /** Given, with `reason`, exactly when `canMatch` is false. */
  code?: InspectionCode;
  /** Why not: in plain words, and then Kratos's own where it has some. */
  reason?: string;
  /** What would work instead. */
  advice?: string;
  /** What to check or to know, though it can match. */
  caution?: string;
}

/**
 * Tells a password hash's format and parameters, whether this version of Kratos imports it, and whether it can ever match
 * at login. Never throws, and derives no key: of a hash that can be read, only `verifyPassword` says whether it is the one
 * of a certain password.
 *
 * Three kinds are called unable to match, though Kratos would compare with them: those that every password matches, scrypt
 * with an N that only the logarithm of one can be, and pbkdf2 of SHA-3. See `InspectionCode`.
 *
 * A release newer than v26.2.0 is taken to have the bounds that were read in Kratos's sources of July 2026.
 */
export function inspectHash(hash: string, version: KratosVersion): HashReport {
  const format = hashFormatOf(hash);
  if (format === undefined) {
    const { format: name, parameters, ...explanation } = nameForeignHash(hash);
    return refusal(name, parameters, { code: 'unknown-format', ...explanation }, version);
  }
  const notes: Notes = { parameters: {}, cautions: [] };
  const found = faultIn(() => inspectFormat[format](hash, notes)) ?? earlierLimit(format, hash, version);
  const refused = faultIn(() => refusedImport(format, hash, version));
  if (refused !== undefined) {
    // Of what cannot be read the inspection knows more.
    const fault = refused.code === 'malformed-hash' ? (found ?? refused) : refused;
    return refusal(format, notes.parameters, fault, version);
  }
  const { parameters, cautions } = notes;
  if (found !== undefined) return { ...refusal(format, parameters, found, version), accepted: true };
  const caution = [...cautions, ...cautionOfUpgrade(format, hash, version)].join(' ');
  return { format, parameters, accepted: true, canMatch: true, ...(caution !== '' && { caution }) };
}

function faultIn(inspect: () => Fault | undefined): Fault | undefined {
  try {
    return inspect();
  } catch (error) {
    if (!(error instanceof UnmatchableHashError)) throw error;
    const { reason, ...rest } = error.explanation ?? { reason: 'Kratos cannot read it.' };
    const words = kratosWords(error);
    return { code: error.code, ...rest, reason: words === '' ? reason : `${reason} Kratos says: ${words}.` };
  }
}

function refusal(
  format: string,
  parameters: HashReport['parameters'],
  { code, reason, advice, needsHook }: Fault,
  version: KratosVersion,
): HashReport {
  const advices = [advice, needsHook === true ? hookAdvice(version) : undefined];
  const text = advices.filter((piece) => piece !== undefined).join(' ');
  return {
    format,
    parameters,
    accepted: false,
    canMatch: false,
    code,
    reason,
    ...(text !== '' && { advice: text }),
  };
}

function hookAdvice(version: KratosVersion): string {
  return compareKratosVersions(version, migrationHookSince) >= 0
    ? 'The password migration hook can verify it: idp password-hook serve.'
    : 'A password migration hook could verify it, which Kratos has from v1.3.0 on.';
}

function cautionOfUpgrade(format: HashFormat, hash: string, version: KratosVersion): string[] {
  if (compareKratosVersions(version, measuredVersion) > 0) return [];
  const later = faultIn(() => beyondLaterBounds(format, hash));
  return later === undefined ? [] : [`${later.reason} After such an upgrade its password is refused.`];
}
