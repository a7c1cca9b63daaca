import type { SocialLink } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';

type User = Readonly<Record<string, unknown>>;

export interface ExternalAccounts {
  readonly links: readonly SocialLink[];
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** The accounts at other providers; only the Backend API names them (`external_accounts`), the dashboard's CSV does not. */
export function externalAccounts(user: User): ExternalAccounts {
  const links: SocialLink[] = [];
  const used: string[] = [];
  const problems: IdentityProblem[] = [];
  for (const [place, account] of listOf(user['external_accounts']).entries()) {
    const field = `external_accounts.${place}`;
    const { provider, provider_user_id: subject, verification } = (account ?? {}) as User;
    const status = (verification as User | null | undefined)?.['status'];
    if (status !== undefined && status !== 'verified') problems.push(unproved);
    else if (typeof provider === 'string' && typeof subject === 'string') {
      links.push({ field, provider, subject });
      used.push(`${field}.provider`, `${field}.provider_user_id`);
    } else problems.push(incomplete);
  }
  for (const name of ['saml_accounts', 'enterprise_accounts']) {
    if (listOf(user[name]).length > 0) problems.push({ ...noOidc, field: name });
  }
  return { links, used, problems };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const incomplete: IdentityProblem = {
  code: 'link',
  field: 'external_accounts[]',
  message:
    'the account names no provider_user_id, so that Kratos could not know the person again; it is kept in metadata_admin',
  rejects: false,
};

/** Of what was begun, failed or has run out, nobody knows that it is the person's own. */
const unproved: IdentityProblem = {
  code: 'link',
  field: 'external_accounts[].verification',
  message:
    'the account was never verified, so that nobody signs in with it at Clerk; it is kept in metadata_admin',
  rejects: false,
};

const noOidc = {
  code: 'link',
  message:
    'accounts of a company are not brought over: Kratos has links of OpenID Connect and OAuth 2 alone; they are kept in metadata_admin',
  rejects: false,
} as const;
