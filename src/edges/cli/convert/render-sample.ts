import { printable } from '../../../host/printable.ts';
import { maskAddress } from '../../../kratos/mask.ts';
import { inspectHash } from '../../../passwords/inspect-hash.ts';
import { measuredVersion } from '../../../passwords/kratos-version.ts';
import type { ConversionStep } from '../../../sources/convert-files.ts';

/** A converted record as it may be shown to anybody: people masked, hashes by what they are. */
export function sampleOf({
  place,
  identity,
  problems,
  leftOut,
  hook,
}: ConversionStep): Record<string, unknown> {
  return {
    file: place.file,
    record: place.record,
    ...(place.line === undefined ? {} : { line: place.line }),
    identity: identity === undefined ? null : masked(identity, ''),
    ...(hook === undefined
      ? {}
      : { hook: { identifiers: hook.identifiers.map(maskAddress), kind: hook.kind } }),
    'left-out': leftOut,
    problems: problems.map(({ field, message, rejects }) => ({ field, message, rejects })),
  };
}

/** Members whose values are words of Kratos or of the file's maker, not of a person. */
const told = new Set(['schema_id', 'state', 'provider', 'via', 'status', 'migrated_at']);

function masked(value: unknown, name: string): unknown {
  if (typeof value === 'string') return told.has(name) ? printable(value) : maskedText(value, name);
  if (Array.isArray(value)) return value.map((item) => masked(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [printable(key), masked(member, key)]),
  );
}

function maskedText(text: string, name: string): string {
  switch (name) {
    case 'hashed_password': {
      const { format, parameters } = inspectHash(text, measuredVersion);
      const numbers = Object.entries(parameters).map(([key, value]) => `${key} ${value}`);
      return `(${[format, ...numbers].join(', ')})`;
    }
    case 'password':
    case 'totp_url':
    case 'code':
      return '(hidden)';
    default:
      return printable(maskAddress(text));
  }
}
