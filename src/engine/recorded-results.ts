import { maskAddress } from '../kratos/mask.ts';
import { Secret } from '../secrets/secret.ts';

/**
 * Results as history keeps them: numbers, booleans, ids, times, durations and the words that Kratos itself uses stay;
 * a secret is `[secret]`, and every other text may be a person's and is masked. Traits and metadata are a person's as a
 * whole: there times and long numbers are masked too. Keys stay, at every depth, unless one is no plain name.
 */
export function recordedResults(results: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return recordedMap(results);
}

function recordedMap(map: object, isPersons = false): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [recordedKey(key), recorded(value, isPersons || persons.has(key))]),
  );
}

const persons: ReadonlySet<string> = new Set(['traits', 'metadata-public', 'metadata-admin']);

/** Metadata may be a map by address or by number. */
const recordedKey = (key: string): string => (/^(?!.*\d{5})[\w-]{1,64}$/.test(key) ? key : maskAddress(key));

function recorded(value: unknown, isPersons: boolean): unknown {
  if (value === null || typeof value === 'boolean') return value;
  // A long number may be somebody's telephone, as in identity-facts.ts.
  if (typeof value === 'number') return isPersons && Math.abs(value) >= 10_000 ? '***' : value;
  if (value instanceof Secret) return String(value);
  if (value instanceof Date) return value.toJSON();
  if (Array.isArray(value)) return value.map((one) => recorded(one, isPersons));
  if (typeof value === 'object') return recordedMap(value, isPersons);
  if (typeof value !== 'string') return '***';
  if (isPersons && /^\d{4}-\d\d-/.test(value)) return maskAddress(value);
  return value === '' || words.has(value) || forms.test(value) ? value : maskAddress(value);
}

// A person may be called like one of these words; that nobody can tell is what makes it harmless.
const words: ReadonlySet<string> = new Set(
  [
    'active inactive pending sent completed aal0 aal1 aal2 aal3 GET POST PUT PATCH DELETE',
    // Credentials.
    'password oidc saml totp lookup_secret webauthn passkey code link_recovery code_recovery',
  ].flatMap((line) => line.split(' ')),
);

// Ids, times, durations, and factors as src/kratos/factors.ts names them. One expression: each costs a quick command 0.1 ms.
const forms = new RegExp(
  [
    '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
    String.raw`\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?`,
    String.raw`-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+`,
    String.raw`(password|totp|lookup_secret|webauthn|webauthn passwordless|passkey|oidc|saml|code) \((hook|available|\d+ (unused|keys?|links?))\)`,
  ]
    .map((form) => `^${form}$`)
    .join('|'),
);
