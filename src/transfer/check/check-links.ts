import type { RowProblem } from '../import/import-row.ts';
import type { CredentialMembers, LinkMembers } from './body-members.ts';
import { maskedValue } from './masked-value.ts';

export interface CheckedLinks {
  /** `provider:subject`, as Kratos keeps it, in upper and lower case. */
  readonly oidc: readonly string[];
  readonly saml: readonly string[];
  readonly problems: readonly RowProblem[];
}

/** The links to upstream providers. Kratos takes empty providers and subjects, by which nobody could ever sign in (measured). */
export function checkLinks({ oidc, saml }: CredentialMembers): CheckedLinks {
  if (oidc === undefined && saml === undefined) return noLinks;
  const problems: RowProblem[] = [];
  return {
    oidc: linksOf(oidc?.config?.providers, '/credentials/oidc/config/providers', problems),
    saml: linksOf(saml?.config?.providers, '/credentials/saml/config/providers', problems),
    problems,
  };
}

const noLinks: CheckedLinks = { oidc: [], saml: [], problems: [] };

function linksOf(links: readonly LinkMembers[] = [], pointer: string, problems: RowProblem[]): string[] {
  const identifiers = new Set<string>();
  for (const [index, { provider = '', subject = '' }] of links.entries()) {
    const identifier = `${provider}:${subject}`;
    const fault = faultOf(provider, subject, identifiers.has(identifier));
    if (fault === undefined) identifiers.add(identifier);
    else {
      const value = maskedValue(subject);
      problems.push({ code: 'link', pointer: `${pointer}/${index}`, value, ...fault, rejects: true });
    }
  }
  return [...identifiers];
}

function faultOf(
  provider: string,
  subject: string,
  isRepeated: boolean,
): { readonly message: string; readonly rule: string } | undefined {
  if (provider === '' || subject === '') {
    const missing = provider === '' ? 'provider' : 'subject';
    return {
      message: `the link has no ${missing}, so that nobody could sign in with it; add it, or leave the link out`,
      rule: `required: ${missing}`,
    };
  }
  if (isRepeated) {
    return {
      message: 'the link stands here twice, which Kratos refuses; leave one of them out',
      rule: 'unique',
    };
  }
  if (provider.length + subject.length < 255 || Array.from(`${provider}:${subject}`).length <= 255)
    return undefined;
  return {
    message: 'provider and subject have more than the 255 characters that Kratos keeps; leave the link out',
    rule: 'maxLength: 255',
  };
}
