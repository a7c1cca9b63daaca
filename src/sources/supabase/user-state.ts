import type { IdentityProblem } from '../converted-identity.ts';
import { flagOf, isEmpty, timeOf } from '../read-field.ts';

type Row = Readonly<Record<string, unknown>>;

export interface UserState {
  readonly state: 'active' | 'inactive';
  readonly problems: readonly IdentityProblem[];
}

/**
 * Whether a user may sign in. A ban ends at a time, and what time it is now nobody in here asks: a ban counts unless the
 * user signed in or was changed after its end.
 */
export function userState(user: Row): UserState {
  const problems: IdentityProblem[] = [];
  if (!isEmpty(user['deleted_at'])) problems.push(deleted);
  if (flagOf(user['is_anonymous']) === true && isEmpty(user['email']) && isEmpty(user['phone']))
    problems.push(anonymous);
  const until = user['banned_until'];
  if (isEmpty(until) || String(until) === 'none' || isOver(String(until), user))
    return { state: 'active', problems };
  return { state: 'inactive', problems: [...problems, banned] };
}

function isOver(until: string, user: Row): boolean {
  const end = timeOf(until);
  // `infinity` of PostgreSQL, among others.
  if (end === undefined) return false;
  return ['updated_at', 'last_sign_in_at'].some((name) => (timeOf(user[name] ?? '') ?? '') > end);
}

const deleted: IdentityProblem = {
  code: 'deleted',
  field: 'deleted_at',
  message: 'the user was deleted; Supabase keeps the row without what it said of the person',
  rejects: true,
};

const anonymous: IdentityProblem = {
  code: 'no-identifier',
  field: 'is_anonymous',
  message: 'an anonymous user has neither an address nor a telephone, and can sign in nowhere else',
  rejects: true,
};

const banned: IdentityProblem = {
  code: 'field',
  field: 'banned_until',
  message: 'the user was banned for a time whose end the export has not seen, and becomes inactive',
  rejects: false,
};
