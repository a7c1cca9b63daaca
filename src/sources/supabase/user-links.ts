import type { SocialLink } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { valueAt } from '../field-path.ts';
import { isEmpty } from '../read-field.ts';
import type { SourceSettings } from '../source-settings.ts';

type Row = Readonly<Record<string, unknown>>;

export interface UserLinks {
  readonly links: readonly SocialLink[];
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** The accounts at other providers, of the user's rows of auth.identities. */
export function userLinks(user: Row, { providers }: SourceSettings): UserLinks {
  const links: SocialLink[] = [];
  const used: string[] = [];
  const problems: IdentityProblem[] = [];
  const identities = Array.isArray(user['identities']) ? (user['identities'] as readonly (Row | null)[]) : [];
  for (const [place, identity] of identities.entries()) {
    const field = `identities.${place}`;
    const provider = identity?.['provider'];
    if (typeof provider !== 'string' || own.has(provider)) continue;
    if (provider.startsWith('sso:') && !providers.has(provider)) problems.push(noSaml);
    else {
      const { name, subject } = subjectOf(identity ?? {});
      links.push({ field, provider, subject });
      used.push(`${field}.provider`, `${field}.${name}`);
    }
  }
  if (identities.length === 0 && namesProvider(user)) problems.push(noRows);
  return { links, used, problems };
}

/** Signing in by these is a password or a code of Supabase's own. */
const own: ReadonlySet<string> = new Set(['email', 'phone', 'anonymous']);

/**
 * The table has the subject as `provider_id`, or before that column came, as `id`; the API calls it `id`, and what the
 * table calls `id` is `identity_id` (internal/models/identity.go of supabase/auth).
 */
function subjectOf(identity: Row): { name: string; subject: string } {
  const names = ['provider_id', ...(identity['identity_id'] === undefined ? [] : ['id'])];
  for (const name of names) if (!isEmpty(identity[name])) return { name, subject: String(identity[name]) };
  const sub = valueAt(identity, ['identity_data', 'sub']);
  if (!isEmpty(sub)) return { name: 'identity_data.sub', subject: String(sub) };
  return { name: 'id', subject: isEmpty(identity['id']) ? '' : String(identity['id']) };
}

/** `raw_app_meta_data` lists by what a person has signed in. */
function namesProvider(user: Row): boolean {
  const meta = (user['raw_app_meta_data'] ?? user['app_metadata']) as Row | null | undefined;
  const { provider, providers } = typeof meta === 'object' && meta !== null ? meta : ({} as Row);
  return [provider, ...(Array.isArray(providers) ? providers : [])].some(
    (name) => typeof name === 'string' && !own.has(name),
  );
}

const noSaml: IdentityProblem = {
  code: 'link',
  field: 'identities[].provider',
  message:
    'an identity of SAML is no link of OpenID Connect or OAuth 2; it is kept in metadata_admin. Where Kratos reaches the same provider by OpenID Connect with the same subjects, name it with --provider sso:ID=PROVIDER',
  rejects: false,
};

const noRows: IdentityProblem = {
  code: 'link',
  field: 'raw_app_meta_data.providers',
  message:
    'the person signs in at another provider, and no row of auth.identities says as whom; export that table, too, and name its file beside this one',
  rejects: false,
};
