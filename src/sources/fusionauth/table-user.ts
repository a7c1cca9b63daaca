import { isObject, textOf } from '../member-of-record.ts';
import { isEmpty } from '../read-field.ts';
import { namedRow } from './named-row.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * A user in the shape of the API, of a row of the table `users`, or of a query over it and `identities`, with the rows of
 * `identities` and `identity_provider_links`. Until 1.58 the one row of `identities` has the password and the names
 * (schema of 1.25); since then `users` has the password, and each name and address a row of its own (schema of 1.59).
 */
export function userOfRows(row: Row, identities: readonly Row[], links: readonly Row[]): Row {
  const user: Record<string, unknown> = { ...namedRow(row), id: row['users_id'] ?? row['id'] };
  const listed = identities.map((own) => takeOver(user, namedRow(own)));
  if (listed.length > 0) user['identities'] = listed;
  if (links.length > 0) user['identityProviderLinks'] = links.map(namedRow);
  return { ...user, ...jsonOf(row['data']) };
}

/** Gives the user what is the user's; the rest is the entry of its `identities`. */
function takeOver(user: Record<string, unknown>, own: Row): Row {
  const entry: Record<string, unknown> = {};
  const value = textOf(own['value']);
  for (const [name, member] of Object.entries(own)) {
    const isOfEntry = ofEntry.has(name) || (value !== undefined && ofName.has(name));
    if (!isOfEntry && isEmpty(user[name])) user[name] = member;
    else if (isOfEntry || user[name] !== member) entry[name] = member;
  }
  if (value === undefined) return entry;
  const name = typeOf(own, value);
  user[name] ??= value;
  return { ...entry, type: { name } };
}

const ofEntry: ReadonlySet<string> = new Set([
  'id',
  'insertInstant',
  'lastUpdateInstant',
  'status',
  'type',
  'value',
  'displayValue',
  'primary',
]);
const ofName: ReadonlySet<string> = new Set(['verified', 'verifiedInstant', 'verifiedReason']);

/** The columns of before are filled for the two kinds that there were before. */
function typeOf({ email, username }: Row, value: string): 'email' | 'username' | 'phoneNumber' {
  if (!isEmpty(email)) return 'email';
  return isEmpty(username) && /^\+\d/.test(value) ? 'phoneNumber' : 'username';
}

/** `{"data":{…},"preferredLanguages":[…],"twoFactor":{…}}` */
function jsonOf(data: unknown): Row {
  const text = textOf(data);
  if (text === undefined) return isObject(data) ? data : {};
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? { data: undefined, ...parsed } : {};
  } catch {
    return {};
  }
}
