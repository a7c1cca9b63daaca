import { inspectHash } from '../../passwords/inspect-hash.ts';
import { measuredVersion } from '../../passwords/kratos-version.ts';
import { type Conversion, refused } from '../../passwords/convert/conversion.ts';
import type { AccountPassword, SocialLink, TotpSecret } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { isObject, objectsOf, textOf } from '../member-of-record.ts';
import { configOf } from './credential-parts.ts';
import { identityFactors } from './identity-factors.ts';
import { identityLinks } from './identity-links.ts';

type Identity = Readonly<Record<string, unknown>>;

export interface IdentityCredentials {
  readonly password: AccountPassword | undefined;
  /** The password is yet to be verified by the migration hook. */
  readonly isForHook: boolean;
  readonly links: readonly SocialLink[];
  readonly totp: TotpSecret | undefined;
  readonly lookupCodes: readonly string[];
  readonly leftOut: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** The credentials of an identity, as `include_credential` shows them or as they are taken. */
export function identityCredentials(identity: Identity): IdentityCredentials {
  const credentials = isObject(identity['credentials']) ? identity['credentials'] : {};
  const password = configOf(credentials['password']);
  const links = identityLinks(credentials);
  const factors = identityFactors(credentials);
  const isForHook = password['use_password_migration_hook'] === true;
  return {
    password: isForHook ? undefined : passwordOf(password),
    isForHook,
    links: links.links,
    totp: factors.totp,
    lookupCodes: factors.lookupCodes,
    leftOut: [...describedParts(identity), ...links.leftOut, ...factors.leftOut],
    problems: [...links.problems, ...factors.problems],
  };
}

/** Kratos, too, goes by the plain password where it is given both. */
function passwordOf({ password, hashed_password: hash }: Identity): AccountPassword | undefined {
  const plain = textOf(password);
  if (plain !== undefined) {
    const reason = 'the file has the password itself';
    return {
      field: 'credentials.password.config.password',
      conversion: { to: 'plain', password: plain, reason },
    };
  }
  const text = textOf(hash);
  if (text === undefined) return undefined;
  return { field: 'credentials.password.config.hashed_password', conversion: asItIs(text) };
}

/** What could match no password there, either, is kept with a warning. */
function asItIs(hash: string): Conversion {
  const { accepted, reason, caution = reason } = inspectHash(hash, measuredVersion);
  if (!accepted) return refused(clause(reason ?? 'Kratos imports no such hash'));
  return caution === undefined ? { to: 'kratos', hash } : { to: 'kratos', hash, caution: clause(caution) };
}

function clause(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** What Kratos writes down of credentials and addresses for itself; here it does so anew. */
function describedParts({ credentials, verifiable_addresses: addresses }: Identity): string[] {
  const types = isObject(credentials) ? Object.entries(credentials) : [];
  const ofCredentials = types.flatMap(([type, credential]) =>
    isObject(credential) && ownNotes.some((note) => Object.hasOwn(credential, note))
      ? [`credentials.${type} (identifiers, version, times)`]
      : [],
  );
  const ofAddresses = objectsOf(addresses).flatMap(({ object }) =>
    'id' in object ? ['verifiable_addresses[] (id, times)'] : [],
  );
  const ofConfigs = types.flatMap(([type, credential]) => unknownOf(type, configOf(credential)));
  return [...ofCredentials, ...ofConfigs, ...ofAddresses];
}

/** What no version has had so far; the types that are left out as a whole say so themselves. */
function unknownOf(type: string, config: Identity): string[] {
  const known = ofConfig.get(type);
  const names = known === undefined ? [] : Object.keys(config).filter((name) => !known.includes(name));
  return names.map((name) => `credentials.${type}.config.${name}`);
}

const ofConfig: ReadonlyMap<string, readonly string[]> = new Map([
  ['password', ['hashed_password', 'password', 'use_password_migration_hook']],
  ['oidc', ['providers']],
  ['saml', ['providers']],
  ['totp', ['totp_url']],
  ['lookup_secret', ['recovery_codes']],
]);

const ownNotes = ['type', 'identifiers', 'version', 'created_at', 'updated_at'];
