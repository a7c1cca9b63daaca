import { parseFieldPath, setAt, valueAt } from '../field-path.ts';

type User = Readonly<Record<string, unknown>>;

/**
 * A user as Auth0's API has them, of any form in which they are exported: the columns of a CSV file may be paths such as
 * `user_metadata.country` or `identities[0].connection`; each text of such a file begins with a quote, against formulas
 * in spreadsheets; and the extension for exports has names of its own ("Add Default Fields"). Sources:
 * auth0.com/docs/manage-users/user-migration/bulk-user-exports, and auth0-user-import-export-extension,
 * client/reducers/export.js.
 */
export function unflattenUser(user: User, isCsv: boolean): User {
  const names = Object.keys(user);
  if (!isCsv && !names.some((name) => defaultNames.has(name))) return user;
  const isQuoted = isCsv && names.some((name) => /^'[\w-]+\|/.test(String(user[name])));
  const made: Record<string, unknown> = {};
  for (const name of names.toSorted((a, b) => Number(defaultNames.has(a)) - Number(defaultNames.has(b)))) {
    const value = isQuoted ? withoutQuote(user[name]) : user[name];
    const path = parseFieldPath((defaultNames.get(name) ?? name).replaceAll(/\[(\d+)\]/g, '.$1'));
    // An object of numbered members becomes a list below. Where two columns mean the same, or one lies within the text of
    // another, the second keeps its name; those of the API come first.
    const isFree = path !== undefined && valueAt(made, path) === undefined && setAt(made, path, value);
    if (!isFree)
      Object.defineProperty(made, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return { ...made, ...listOfIdentities(made['identities']) };
}

const defaultNames: ReadonlyMap<string, string> = new Map([
  ['Id', 'user_id'],
  ['Given Name', 'given_name'],
  ['Family Name', 'family_name'],
  ['Nickname', 'nickname'],
  ['Name', 'name'],
  ['Email', 'email'],
  ['Email Verified', 'email_verified'],
  ['Picture', 'picture'],
  ['Connection', 'identities[0].connection'],
  ['Created At', 'created_at'],
  ['Updated At', 'updated_at'],
]);

function withoutQuote(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith("'") ? value.slice(1) : value;
}

function listOfIdentities(identities: unknown): { identities?: unknown } {
  if (typeof identities === 'string' && identities.startsWith('[')) {
    try {
      return { identities: JSON.parse(identities) as unknown };
    } catch {
      return {};
    }
  }
  if (typeof identities !== 'object' || identities === null || Array.isArray(identities)) return {};
  return { identities: Object.values(identities) };
}
