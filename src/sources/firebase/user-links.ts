import type { SocialLink } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { objectsOf, textOf } from '../member-of-record.ts';

export interface UserLinks {
  readonly links: readonly SocialLink[];
  readonly used: readonly string[];
  readonly leftOut: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** The accounts at other providers; name, address and picture there stay in metadata, beside the provider. */
export function userLinks(user: Readonly<Record<string, unknown>>): UserLinks {
  const links: SocialLink[] = [];
  const used: string[] = [];
  const leftOut: string[] = [];
  const problems: IdentityProblem[] = [];
  for (const [list, subject] of lists) {
    for (const { place, object } of objectsOf(user[list])) {
      const provider = textOf(object['providerId']) ?? '';
      if (ownWays.has(provider)) {
        // They repeat what the user has.
        used.push(`${list}.${place}`);
        leftOut.push(`${list}[] (${provider})`);
      } else if (noOidc.test(provider)) {
        problems.push({ code: 'link', field: `${list}[]`, message: notOverOidc, rejects: false });
      } else {
        links.push({ field: `${list}[]`, provider, subject: textOf(object[subject]) ?? '' });
        used.push(`${list}.${place}.${subject}`);
      }
    }
  }
  return { links, used, leftOut, problems };
}

/** Of the export, and of the Admin SDK. */
const lists = [
  ['providerUserInfo', 'rawId'],
  ['providerData', 'uid'],
] as const;

const ownWays: ReadonlySet<string> = new Set([
  'password',
  'phone',
  'emailLink',
  'anonymous',
  'firebase',
  'custom',
]);
const noOidc = /^(?:saml\.|gc\.apple\.com$|playgames\.google\.com$)/;
const notOverOidc =
  'the link is over SAML or to a game centre, which no provider of OpenID Connect in Kratos takes over; it is kept in metadata_admin';
