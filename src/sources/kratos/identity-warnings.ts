import type { IdentityProblem } from '../converted-identity.ts';
import { isObject } from '../member-of-record.ts';
import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { collectTexts } from '../reached-identifiers.ts';
import { identifiersOf } from './credential-parts.ts';

type Identity = Readonly<Record<string, unknown>>;

/** What Kratos would refuse, and what the file does not have. */
export function identityWarnings(identity: Identity): IdentityProblem[] {
  const { traits, credentials } = identity;
  const problems: IdentityProblem[] = [];
  if (traits !== undefined && traits !== null && !isObject(traits)) {
    problems.push({
      code: 'field',
      field: 'traits',
      message: 'the traits of an identity are an object',
      rejects: true,
    });
  }
  if (isWithoutConfigs(identity)) {
    problems.push({ code: 'password', field: 'credentials', message: withoutConfigs, rejects: false });
  }
  const texts = new Set<string>();
  collectTexts(traits, texts);
  if (
    ['password', 'code'].some((type) =>
      identifiersOf(credentials, type).some((one) => !texts.has(normaliseIdentifier(one))),
    )
  ) {
    problems.push({
      code: 'field',
      field: 'credentials.password.identifiers',
      message: noTraitHasIt,
      rejects: false,
    });
  }
  return problems;
}

/** Kratos shows a credential without `config` where it was not asked for it, and with an empty one where it has none. */
function isWithoutConfigs({ id, created_at: createdAt, credentials }: Identity): boolean {
  if (id === undefined || createdAt === undefined) return false;
  if (!isObject(credentials)) return true;
  const password = credentials['password'];
  return isObject(password) && password['config'] === undefined;
}

const withoutConfigs =
  'the file does not tell whether there is a password: it was made without include_credential=password; make it anew with that, and oidc, totp, lookup_secret';
const noTraitHasIt =
  'the identifiers have something that no trait has; Kratos makes identifiers of the traits, so that nobody can type it any more';
