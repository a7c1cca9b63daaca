import type { IdentityProblem } from '../converted-identity.ts';
import { objectsOf, textOf } from '../member-of-record.ts';

/** What Keycloak would see to at the next login and Kratos does not; and what the export does not have. */
export function userWarnings(
  user: Readonly<Record<string, unknown>>,
  hasPassword: boolean,
): IdentityProblem[] {
  const problems: IdentityProblem[] = [];
  if (isNameless(user)) {
    const message =
      'this is what Keycloak keeps beside a user of another store, where the name and the address are; bring that over instead, an LDAP directory with --from ldif';
    problems.push({ code: 'no-identifier', field: 'id', message, rejects: true });
  }
  if (textOf(user['federationLink']) !== undefined && !hasPassword) {
    const message =
      'the password stayed in the directory that Keycloak reads this user from: bring it over with --from ldif, or the person chooses one by recovery';
    problems.push({ code: 'password', field: 'federationLink', message, rejects: false });
  }
  if (hasPassword && mustChange(user)) {
    const message =
      'Keycloak asks for another password at the next login, and Kratos does not; the old one goes on working';
    problems.push({ code: 'password', field: 'requiredActions', message, rejects: false });
  }
  return problems;
}

/** `f:STORE:ID`, with neither links nor anything else to sign in by. */
function isNameless(user: Readonly<Record<string, unknown>>): boolean {
  const hasName = ['username', 'email'].some((name) => textOf(user[name]) !== undefined);
  return (
    textOf(user['id'])?.startsWith('f:') === true &&
    !hasName &&
    objectsOf(user['federatedIdentities']).length === 0
  );
}

function mustChange(user: Readonly<Record<string, unknown>>): boolean {
  const actions = user['requiredActions'];
  const isTemporary = objectsOf(user['credentials']).some(({ object }) => object['temporary'] === true);
  return isTemporary || (Array.isArray(actions) && actions.includes('UPDATE_PASSWORD'));
}
