import { IdpError } from '../../../errors/idp-error.ts';
import { conversionKinds, type ConversionKind } from '../../../passwords/convert/conversion-kinds.ts';
import type { ConversionSettings } from '../../../passwords/convert/convert-hash.ts';
import { readHashConfig } from '../../../sources/hash-config-file.ts';
import { saltEncodings, saltPositions } from './choices.ts';

export type ConversionOptions = {
  readonly from?: string;
  readonly hashConfig?: string;
  readonly saltEncoding?: string;
  readonly saltPosition?: string;
  readonly peppered?: true;
  readonly iterations?: string;
  readonly keylen?: string;
  readonly digest?: string;
};

/** The kind of --from; undefined where each hash is to be recognised. Fails with usage, and repeats nothing. */
export function readKind({ from }: ConversionOptions): ConversionKind | undefined {
  if (from === undefined) return undefined;
  const kind = conversionKinds.find((one) => one === from);
  if (kind === undefined) throw usage('--from is none of the kinds that are converted.', kindsAre);
  return kind;
}

/**
 * What the options say of hashes beside their kind. Fails with usage where one is malformed, or where it is about
 * hashes of another kind and would change nothing.
 */
export function readSettings(
  options: ConversionOptions,
  kind: ConversionKind | undefined,
): ConversionSettings {
  for (const option of Object.keys(options)) {
    const about = kindsOf[option];
    if (about === undefined || (kind !== undefined && about.includes(kind))) continue;
    const flag = `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw usage(`${flag} is about hashes of ${about.join(', ')}.`, 'Say with --from that they are.');
  }
  const { hashConfig, saltEncoding, saltPosition, peppered, iterations, keylen, digest } = options;
  return {
    ...(hashConfig === undefined ? {} : { hashConfig: readHashConfig(hashConfig) }),
    ...(saltEncoding === undefined
      ? {}
      : { saltEncoding: oneOf(saltEncodings, saltEncoding, '--salt-encoding') }),
    ...(saltPosition === undefined
      ? {}
      : { saltPosition: oneOf(saltPositions, saltPosition, '--salt-position') }),
    ...(peppered === undefined ? {} : { peppered }),
    ...(iterations === undefined ? {} : { iterations: wholeNumber(iterations, '--iterations') }),
    ...(keylen === undefined ? {} : { keylen: wholeNumber(keylen, '--keylen') }),
    ...(digest === undefined ? {} : { digest: digestNamed(digest) }),
  };
}

/** Whose hashes may have a salt behind a tab. */
export const bareDigests: readonly ConversionKind[] = ['md5', 'sha1', 'sha256', 'sha512'];

const pbkdf2: readonly ConversionKind[] = ['passport', 'passport-local-mongoose'];
const kindsOf: Readonly<Record<string, readonly ConversionKind[]>> = {
  hashConfig: ['firebase'],
  saltEncoding: bareDigests,
  saltPosition: bareDigests,
  peppered: ['bcrypt', 'devise', 'laravel'],
  iterations: [...pbkdf2, 'spring', 'symfony'],
  keylen: pbkdf2,
  digest: [...pbkdf2, 'spring', 'symfony'],
};

function oneOf(words: readonly string[], typed: string, option: string): string {
  if (words.includes(typed)) return typed;
  throw usage(`${option} is one of ${words.join(', ')}.`, helps);
}

function wholeNumber(typed: string, option: string): number {
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
  throw usage(`${option} must be a whole number from 1 to 999999999.`, helps);
}

function digestNamed(typed: string): string {
  if (/^[a-z][a-z0-9-]{1,15}$/i.test(typed)) return typed;
  throw usage('--digest must be the name of a digest, such as sha512.', helps);
}

const helps = 'idp password convert --help lists the options.';
const kindsAre = `They are ${conversionKinds.join(', ')}.`;

const usage = (message: string, hint: string): IdpError => new IdpError('usage', message, { hint });
