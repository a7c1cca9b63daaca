import type { SocialLink } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { objectsOf, textOf } from '../member-of-record.ts';
import type { SourceSettings } from '../source-settings.ts';

export interface UserLinks {
  readonly links: readonly SocialLink[];
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** Links to identity providers, which go by UUIDs: of some it is known which they are, of others somebody has to say it. */
export function userLinks(list: unknown, { providers }: SourceSettings): UserLinks {
  const all = objectsOf(list).map(({ place, object }) => {
    const id = textOf(object['identityProviderId']) ?? '';
    const name = providers.has(id) ? id : fixedIds.get(id);
    const subject = textOf(object['identityProviderUserId']) ?? '';
    return { place, isNamed: name !== undefined, link: { field, provider: name ?? id, subject } };
  });
  return {
    links: all.map(({ link }) => link),
    used: all.map(({ place }) => `identityProviderLinks.${place}.identityProviderUserId`),
    problems: all.every(({ isNamed }) => isNamed) ? [] : [unnamed],
  };
}

/** The same everywhere (io.fusionauth.domain.provider.IdentityProviderType of fusionauth-java-client). */
const fixedIds: ReadonlyMap<string, string> = new Map([
  ['82339786-3dff-42a6-aac6-1f1ceecb6c46', 'google'],
  ['56abdcc7-8bd9-4321-9621-4e9bbebae494', 'facebook'],
  ['45bb233c-0901-4236-b5ca-ac46e2e0a5a5', 'twitter'],
  ['6177c09d-3f0e-4d53-9504-3600b1b23f46', 'linkedin'],
  ['13d2a5db-7ef9-4d62-b909-0df58612e775', 'apple'],
]);

const field = 'identityProviderLinks[]';
const unnamed: IdentityProblem = {
  code: 'link',
  field,
  message:
    'FusionAuth names the provider by an id of its own; say which one it is in the configuration of Kratos with --provider ID=NAME',
  rejects: false,
};
