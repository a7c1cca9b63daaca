import { nearestNames } from '../errors/nearest-names.ts';
import { conversionKinds } from '../passwords/convert/convert-hash.ts';
import type { Fail } from '../yaml/located-document.ts';
import type { HashOrigin } from './field-map.ts';
import { parseFieldPath } from './field-path.ts';

/**
 * `kind`, `fields` and `settings` of `credentials.password`. A name that no converter knows would change nothing, and the
 * hash become another than it was: it is refused. `path` is where the entry stands in the file, for `fail`.
 */
export function readHash(
  value: Readonly<Record<string, unknown>>,
  path: readonly string[],
  fail: Fail,
): HashOrigin {
  const { kind } = value;
  if (kind !== undefined && (typeof kind !== 'string' || !hashKinds.includes(kind))) {
    const hint = typeof kind === 'string' ? meant(kind, hashKinds) : '';
    return fail([...path, 'kind'], `kind: not known${hint} Known are ${hashKinds.join(', ')}`);
  }
  return {
    kind,
    fields: readFields(value['fields'] ?? {}, fieldsOfKind(kind), [...path, 'fields'], fail),
    settings: readSettings(value['settings'] ?? {}, [...path, 'settings'], fail),
  };
}

/** Beside those of the conversion: what is in the form of Kratos already, and passwords that never were hashed. */
const hashKinds: readonly string[] = [...conversionKinds, 'kratos', 'plain'];

function meant(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known);
  return nearest === undefined ? ';' : `; did you mean ${nearest}?`;
}

function readFields(
  value: unknown,
  known: readonly string[],
  path: readonly string[],
  fail: Fail,
): ReadonlyMap<string, string> {
  if (!isMap(value)) return fail(path, 'fields: a map is expected, such as {salt: password_salt}');
  return new Map(
    Object.entries(value).map(([name, from]) => {
      if (!known.includes(name)) return fail([...path, name], unknownName('fields', name, known));
      return typeof from === 'string' && parseFieldPath(from) !== undefined
        ? ([name, from] as const)
        : fail([...path, name], `fields.${name}: the path of a field is expected`);
    }),
  );
}

function readSettings(value: unknown, path: readonly string[], fail: Fail): HashOrigin['settings'] {
  if (!isMap(value)) return fail(path, 'settings: a map is expected, such as {iterations: 25000}');
  for (const [name, setting] of Object.entries(value)) {
    const form = settingForms.get(name);
    if (form === undefined) fail([...path, name], unknownName('settings', name, [...settingForms.keys()]));
    else if (!form.fits(setting)) fail([...path, name], `settings.${name}: ${form.expected} is expected`);
  }
  return value;
}

function unknownName(key: string, name: string, known: readonly string[]): string {
  if (known.length === 0) return `${key}: ${name} is not known; a hash of this kind stands for itself`;
  return `${key}: ${name} is not known${meant(name, known)} Known are ${known.join(', ')}`;
}

interface SettingForm {
  readonly expected: string;
  fits(value: unknown): boolean;
}

function oneOf(...words: readonly string[]): SettingForm {
  return { expected: words.join(' or '), fits: (value) => words.some((word) => word === value) };
}

const count: SettingForm = {
  expected: 'a whole number above 0',
  fits: (value) => Number.isSafeInteger(value) && Number(value) > 0,
};
const text: SettingForm = { expected: 'a text', fits: (value) => typeof value === 'string' };

const settingForms: ReadonlyMap<string, SettingForm> = new Map([
  ['salt', text],
  ['saltEncoding', oneOf('utf8', 'hex', 'base64')],
  ['saltPosition', oneOf('prefix', 'suffix')],
  ['iterations', count],
  ['keylen', count],
  ['digest', text],
  ['peppered', { expected: 'true or false', fits: (value) => typeof value === 'boolean' }],
  ['hashConfig', { expected: 'a map or a text', fits: (value) => isMap(value) || typeof value === 'string' }],
]);

/** What the converters of src/passwords/convert read of a row, beside the hash; where there is no kind, of any. */
function fieldsOfKind(kind: string | undefined): readonly string[] {
  return kind === undefined ? [...settingForms.keys()] : (kindFields.get(kind) ?? []);
}

const salted = ['salt', 'saltEncoding', 'saltPosition'];
const peppered = ['peppered'];
const derived = ['iterations', 'keylen', 'digest'];
const kindFields: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['md5', salted],
  ['sha1', salted],
  ['sha256', salted],
  ['sha512', salted],
  ['bcrypt', peppered],
  ['devise', peppered],
  ['laravel', peppered],
  ['auth0', ['passwordHash', 'password_hash', 'custom_password_hash', 'algorithm', 'hash', 'salt']],
  ['clerk', ['password_digest', 'password_hasher']],
  ['firebase', ['passwordHash', 'hash', 'salt', 'hash_config', 'config', 'hashConfig']],
  ['fusionauth', ['encryptionScheme', 'factor', 'salt', 'password']],
  [
    'keycloak',
    ['secretData', 'credentialData', 'hashedSaltedValue', 'salt', 'hashIterations', 'algorithm', 'value'],
  ],
  [
    'okta',
    ['algorithm', 'workFactor', 'salt', 'value', 'saltOrder', 'iterationCount', 'keySize', 'digestAlgorithm'],
  ],
  ['passport', ['hashed_password', 'salt', ...derived]],
  ['passport-local-mongoose', ['hash', 'salt', 'encoding', ...derived]],
  ['spring', derived],
  ['symfony', ['password', 'salt', 'algorithm', ...derived]],
]);

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
