import type { ConvertedIdentity } from './converted-identity.ts';

/** A record of something that signs in and is nobody. `what` says what it is. */
export function notAPerson(field: string, what: string): ConvertedIdentity {
  const message = `${what} and not a person, for which Kratos has no place`;
  return {
    identity: undefined,
    hook: undefined,
    unique: [],
    password: 'none',
    inMetadata: [],
    leftOut: [],
    problems: [{ code: 'not-a-person', field, message, rejects: true }],
  };
}
