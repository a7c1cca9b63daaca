import type { SocialLink } from '../account.ts';
import { objectsOf, textOf } from '../member-of-record.ts';

/** The identities at other providers; the name that a person has there stays in metadata, beside the provider. */
export function userLinks(user: Readonly<Record<string, unknown>>): { links: SocialLink[]; used: string[] } {
  const links: SocialLink[] = [];
  const used: string[] = [];
  for (const { list, provider, subject } of shapes) {
    for (const { place, object } of objectsOf(user[list])) {
      links.push({
        field: `${list}[]`,
        provider: textOf(object[provider]) ?? '',
        subject: textOf(object[subject]) ?? '',
      });
      used.push(`${list}.${place}.${subject}`);
    }
  }
  return { links, used };
}

/** The second is of versions before 1.3. */
const shapes = [
  { list: 'federatedIdentities', provider: 'identityProvider', subject: 'userId' },
  { list: 'socialLinks', provider: 'socialProvider', subject: 'socialUserId' },
] as const;
