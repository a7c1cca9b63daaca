import type { IdentitySchema } from '../../kratos/identity-schemas.ts';
import type { KratosVersion } from '../../passwords/kratos-version.ts';
import type { ReadyRow, RowProblem } from '../import/import-row.ts';
import { type BodyMembers, readBody } from './body-members.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkFactors } from './check-factors.ts';
import { checkLinks } from './check-links.ts';
import { checkMembers } from './check-members.ts';
import { passwordCheck } from './check-password.ts';
import type { CheckerWorld } from './create-checker.ts';
import { createBody } from './create-body.ts';
import { type ClaimedKey, rowClaims } from './row-claims.ts';
import { schemaCheck } from './schema-check.ts';
import { storableCheck } from './storable.ts';

export interface CheckedBody {
  readonly problems: readonly RowProblem[];
  /** Undefined where a problem rejects the row. */
  readonly sound: { readonly ready: ReadyRow; readonly keys: readonly ClaimedKey[] } | undefined;
}

/** Gives the check of one identity by itself, whatever else the input holds. */
export function bodyCheck(
  schemas: readonly IdentitySchema[],
  version: KratosVersion,
  hashPasswords?: CheckerWorld['hashPasswords'],
): (body: Readonly<Record<string, unknown>>) => CheckedBody {
  const checkTraits = schemaCheck(schemas);
  const checkPassword = passwordCheck(version, hashPasswords);
  const unstorable = storableCheck();

  return (body) => {
    const problems: RowProblem[] = [];
    const members: BodyMembers = readBody(body, () => '', problems) ?? {};
    const fault = unstorable(members);
    // What is too deep overflows whatever looks further.
    if (fault !== undefined) return { problems: [...problems, fault], sound: undefined };
    problems.push(...checkMembers(members));
    const { traits = {}, credentials = {} } = members;
    const traited = checkTraits(members.schema_id ?? '', traits);
    const password = credentials.password && checkPassword(credentials.password.config ?? {});
    const links = checkLinks(credentials);
    const claims = rowClaims(traited.roles ?? [], links, members.external_id ?? '');
    const addresses = checkAddresses(members, traited.roles && claims.keys);
    const factors = checkFactors(credentials);
    for (const part of [traited, password, links, addresses, factors, claims]) {
      if (part !== undefined && part.problems.length > 0) problems.push(...part.problems);
    }
    if (problems.some(({ rejects }) => rejects)) return { problems, sound: undefined };
    const ready: ReadyRow = {
      create: createBody(members, traits, password?.config, addresses),
      completion: factors.completion,
      identifiers: claims.identifiers,
      addresses: claims.addresses,
      hasPlainPassword: password?.config !== undefined && 'password' in password.config,
    };
    return { problems, sound: { ready, keys: [...claims.keys.values()] } };
  };
}
