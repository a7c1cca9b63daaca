import { isUtf8 } from 'node:buffer';
import { checkHookHash } from '../passwords/hook/check-hook-hash.ts';
import { hookKindOf } from '../passwords/hook/hook-kind-of.ts';
import { hookKinds } from '../passwords/hook/hook-kinds.ts';
import { type HookHash, isHookKind } from '../passwords/hook/read-hook-hash.ts';
import { inspectHash } from '../passwords/inspect-hash.ts';
import { measuredVersion } from '../passwords/kratos-version.ts';
import type { HashEntry } from './load-hashes.ts';
import { normaliseIdentifier } from '../identifiers/normalise-identifier.ts';

/**
 * What a line of a file for the hook says; undefined for an empty one and for a heading, or what is wrong with it, in
 * words that repeat nothing of it.
 */
export function parseHashLine(bytes: Buffer, line: number): HashEntry | string | undefined {
  if (bytes.length > longestLine) return `the line has more than ${longestLine} bytes`;
  if (!isUtf8(bytes)) return 'the line is not UTF-8';
  const text = bytes.toString().replace(/\r$/, '');
  if (text.trim() === '' || (line === 1 && /^identifier\thash(\tkind)?$/i.test(text))) return undefined;
  const fields = text.trimStart().startsWith('{') ? jsonFields(text) : tabbedFields(text);
  return typeof fields === 'string' ? fields : checked(fields, line);
}

type Fields = { readonly identifiers: readonly string[]; readonly hash: string; readonly kind?: string };

function tabbedFields(text: string): Fields | string {
  const [identifier = '', hash, kind, ...excess] = text.split('\t');
  if (hash === undefined || excess.length > 0) {
    return 'the line is neither a JSON object nor an identifier, a tab and a hash';
  }
  return { identifiers: [identifier], hash, ...(kind === undefined ? {} : { kind }) };
}

function jsonFields(text: string): Fields | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'the line is not JSON';
  }
  const { identifier, identifiers = [identifier], hash, kind } = value as Readonly<Record<string, unknown>>;
  if (!Array.isArray(identifiers) || !identifiers.every((one) => typeof one === 'string')) {
    return 'it has no text "identifier", and no list "identifiers" of texts';
  }
  if (typeof hash !== 'string') return 'it has no text "hash"';
  if (kind !== undefined && typeof kind !== 'string') return 'its "kind" is no text';
  return { identifiers, hash, ...(kind === undefined ? {} : { kind }) };
}

function checked(fields: Fields, line: number): HashEntry | string {
  const identifiers = [...new Set(fields.identifiers.map(normaliseIdentifier))];
  if (identifiers.length === 0 || identifiers.includes('')) return 'its identifier is empty';
  if (identifiers.some((identifier) => identifier.includes('\0'))) return 'its identifier holds a NUL';
  const hookHash = withKind(fields);
  if (typeof hookHash === 'string') return hookHash;
  return checkHookHash(hookHash) ?? { identifiers, ...hookHash, line };
}

function withKind({ hash, kind }: Fields): HookHash | string {
  if (hash === '') return 'its hash is empty';
  if (kind === undefined || kind === '') {
    const told = hookKindOf(hash);
    if (told !== undefined) return { kind: told, hash };
    if (/^(md5|sha1)\$/.test(hash)) {
      return 'its hash is of werkzeug or of Django: name the kind werkzeug, or convert it for Kratos';
    }
    const { format, advice = '' } = inspectHash(hash, measuredVersion);
    return `its hash is of no kind that the hook has (${format}). ${advice}`.trimEnd();
  }
  return isHookKind(kind) ? { kind, hash } : `its kind is none of ${hookKinds.join(', ')}`;
}

/** In bytes; a hash with its identifier has a few hundred. */
export const longestLine = 64 * 1024;
