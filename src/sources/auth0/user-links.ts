import type { SocialLink } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';

type User = Readonly<Record<string, unknown>>;

export interface UserLinks {
  readonly links: readonly SocialLink[];
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
  /** Whether the person has, or had, a password in a database of Auth0. */
  readonly isDatabaseUser: boolean;
}

/**
 * The accounts elsewhere by which a user of Auth0 signs in. `identities` lists them all; where an export leaves them out,
 * the user_id names the first: `google-oauth2|123`, or `oidc|my-connection|123`.
 */
export function userLinks(user: User): UserLinks {
  const links: SocialLink[] = [];
  const used: string[] = [];
  const problems: IdentityProblem[] = [];
  let isDatabaseUser = false;

  const listed = identitiesOf(user);
  for (const { field, provider, connection, userId } of listed.length > 0 ? listed : primaryOf(user)) {
    if (databases.has(provider)) isDatabaseUser ||= provider === 'auth0';
    else if (withoutOidc.has(provider)) problems.push(noLink(field));
    else if (provider === 'google-apps') problems.push({ ...byAddress, field: field.replace(/\.\d+/, '[]') });
    else {
      // A connection of the customer's own has its name before the subject, and is a provider of its own in Kratos.
      const isOwn = connection !== '' && userId.startsWith(`${connection}|`);
      const subject = isOwn ? userId.slice(connection.length + 1) : userId;
      links.push({ field, provider: isOwn ? connection : provider, subject, isOwnName: isOwn });
      if (field !== 'user_id') used.push(`${field}.user_id`, `${field}.${isOwn ? 'connection' : 'provider'}`);
    }
  }
  return { links, used, problems, isDatabaseUser };
}

/** Passwords and codes of Auth0 itself. */
const databases: ReadonlySet<string> = new Set(['auth0', 'email', 'sms']);

/** What these say of a person is not in the words of OpenID Connect or OAuth 2. */
const withoutOidc: ReadonlySet<string> = new Set([
  'samlp',
  'adfs',
  'ad',
  'auth0-adldap',
  'pingfederate',
  'sharepoint',
  'ip',
]);

interface Auth0Identity {
  readonly field: string;
  readonly provider: string;
  readonly connection: string;
  readonly userId: string;
}

function identitiesOf(user: User): Auth0Identity[] {
  const list = Array.isArray(user['identities']) ? (user['identities'] as readonly (User | null)[]) : [];
  return list.flatMap((identity, place) => {
    const { provider, connection, user_id: userId } = identity ?? {};
    if (typeof provider !== 'string' || (typeof userId !== 'string' && typeof userId !== 'number')) return [];
    return [
      {
        field: `identities.${place}`,
        provider,
        connection: typeof connection === 'string' ? connection : '',
        userId: String(userId),
      },
    ];
  });
}

function primaryOf({ user_id: id }: User): Auth0Identity[] {
  const [, provider, userId] = /^([^|]+)\|(.+)$/s.exec(typeof id === 'string' ? id : '') ?? [];
  if (provider === undefined || userId === undefined) return [];
  const [connection = ''] = userId.split('|');
  return [{ field: 'user_id', provider, connection, userId }];
}

const byAddress = {
  code: 'link',
  message:
    'Auth0 knows people of Google Workspace by their address and Google by a number, so that a link would never match; it is kept in metadata_admin',
  rejects: false,
} as const;

function noLink(field: string): IdentityProblem {
  const message =
    'this connection is no OpenID Connect or OAuth 2 (SAML, Active Directory, LDAP), so that Kratos has no link for it; it is kept in metadata_admin';
  return { code: 'link', field: field.replace(/\.\d+/, '[]'), message, rejects: false };
}
