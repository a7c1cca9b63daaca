import { convertDjango } from '../../passwords/convert/convert-django.ts';
import type { RecordStream, SourceRecord } from '../../records/record.ts';
import type { SocialLink } from '../account.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity } from '../converted-identity.ts';
import { objectsOf } from '../member-of-record.ts';
import { flagOf } from '../read-field.ts';
import type { FileHead, ReadingWorld, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { readDjango } from './read-django.ts';
import { djangoRole } from './recognise-file.ts';
import { userFactors } from './user-factors.ts';
import { userIdentifiers } from './user-identifiers.ts';

/** `dump` of dumpdata, `users` for the table of users as CSV or TSV, or the model of another table that is joined to it. */
export function recognise(head: FileHead): string | undefined {
  return djangoRole(head);
}

/** Users of any user model, with what django-allauth, social-auth-app-django and django-otp keep of them. */
export function read(files: readonly SourceFile[], world: ReadingWorld): RecordStream {
  return readDjango(files, world);
}

export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const user = record.value;
  const { password, is_active: isActive } = user;
  const identifiers = userIdentifiers(user);
  const factors = userFactors(user);
  const links = linksOf(user);
  return buildIdentity(
    {
      source: 'django',
      record,
      defaults: identifiers.defaults,
      state: flagOf(isActive) === false ? 'inactive' : 'active',
      addresses: identifiers.addresses,
      usernames: identifiers.usernames,
      password:
        typeof password === 'string' ? { field: 'password', conversion: convertDjango(password) } : undefined,
      links,
      totp: factors.totp,
      lookupCodes: factors.lookupCodes,
      used: [
        'password',
        'is_active',
        ...identifiers.used,
        ...factors.used,
        ...links.flatMap(({ field }) => [`${field}.provider`, `${field}.uid`]),
      ],
      leftOut: [],
      leftOutParts: [...identifiers.leftOutParts, ...factors.leftOutParts],
      problems: factors.problems,
    },
    settings,
  );
}

/** Of django-allauth, and of social-auth-app-django, which calls them alike. */
function linksOf(user: SourceRecord['value']): readonly SocialLink[] {
  return ['socialaccount', 'usersocialauth'].flatMap((list) =>
    objectsOf(user[list]).flatMap(({ place, object: { provider, uid } }) => {
      if (typeof provider !== 'string' || provider === '') return [];
      const subject = typeof uid === 'string' || typeof uid === 'number' ? String(uid) : '';
      return [{ field: `${list}.${place}`, provider, subject }];
    }),
  );
}
