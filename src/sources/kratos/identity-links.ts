import type { SocialLink } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { isObject, objectsOf, textOf } from '../member-of-record.ts';
import { isEmpty } from '../read-field.ts';
import { identifiersOf } from './credential-parts.ts';

type Credentials = Readonly<Record<string, unknown>>;

export interface IdentityLinks {
  readonly links: readonly SocialLink[];
  readonly leftOut: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/**
 * Links of OpenID Connect and of SAML. Where the file was made without `include_credential=oidc`, their identifiers tell
 * them: `provider:subject`.
 */
export function identityLinks(credentials: Credentials): IdentityLinks {
  const links: SocialLink[] = [];
  const leftOut: string[] = [];
  const problems: IdentityProblem[] = [];
  for (const protocol of ['oidc', 'saml'] as const) {
    const credential = credentials[protocol];
    if (!isObject(credential)) continue;
    const providers = isObject(credential['config']) ? credential['config']['providers'] : undefined;
    const field = `credentials.${protocol}`;
    const listed = objectsOf(providers).map(({ object }) => object);
    links.push(...listed.map((one) => linkOf(one, field, protocol)));
    leftOut.push(...listed.flatMap((one) => othersOf(one, field)));
    const known = new Set(links.map(({ provider, subject }) => `${provider}:${subject}`));
    const others = identifiersOf(credentials, protocol).filter((one) => !known.has(one));
    if (providers === undefined) links.push(...others.map((one) => linkOfIdentifier(one, field, protocol)));
    else if (others.length > 0) problems.push({ code: 'link', field, message: notAmongThem, rejects: false });
  }
  return { links, leftOut, problems };
}

function linkOf(one: Credentials, field: string, protocol: 'oidc' | 'saml'): SocialLink {
  const ofKratos = { protocol, useAutoLink: one['use_auto_link'] === true };
  return { field, provider: textOf(one['provider']) ?? '', subject: textOf(one['subject']) ?? '', ofKratos };
}

function linkOfIdentifier(identifier: string, field: string, protocol: 'oidc' | 'saml'): SocialLink {
  const at = identifier.indexOf(':');
  const ofKratos = { protocol, useAutoLink: false };
  return {
    field,
    provider: identifier.slice(0, Math.max(at, 0)),
    subject: identifier.slice(at + 1),
    ofKratos,
  };
}

/** Tokens, encrypted with the secret of that Kratos; an organization, which is of Ory Network; what is yet to come. */
function othersOf(one: Credentials, field: string): string[] {
  const names = Object.keys(one).filter((name) => !ofLink.has(name) && !isEmpty(one[name]));
  return names.map((name) => `${field}.config.providers[].${name}`);
}

const ofLink: ReadonlySet<string> = new Set(['provider', 'subject', 'use_auto_link']);

const notAmongThem = 'the identifiers name a link that is not among the providers; it is left out';
