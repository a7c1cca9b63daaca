import type { RecordStream, SourceRecord } from '../../records/record.ts';
import { convertSupabase } from '../../passwords/convert/convert-supabase.ts';
import type { Address } from '../account.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity } from '../converted-identity.ts';
import type { FieldMap } from '../field-map.ts';
import { isEmpty, timeOf } from '../read-field.ts';
import type { FileHead, ReadingWorld, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { readSupabaseUsers } from './read-users.ts';
import { supabaseRole } from './recognise-file.ts';
import { userLinks } from './user-links.ts';
import { userState } from './user-state.ts';
import { userTotp } from './user-totp.ts';

/** `users`, `identities` or `mfa_factors`: the tables of Supabase's schema auth. */
export function recognise(head: FileHead): string | undefined {
  return supabaseRole(head);
}

/** Users with their rows of the two other tables. */
export function read(files: readonly SourceFile[], world: ReadingWorld): RecordStream {
  return readSupabaseUsers(files, world);
}

/** A user of Supabase. */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const user = record.value;
  const links = userLinks(user, settings);
  const totp = userTotp(user);
  const { state, problems } = userState(user);
  const hash = user['encrypted_password'];
  return buildIdentity(
    {
      source: 'supabase',
      record,
      defaults,
      state,
      addresses: [
        ...addressOf('email', user['email'], user['email_confirmed_at']),
        ...addressOf('sms', user['phone'], user['phone_confirmed_at']),
      ],
      usernames: [],
      password:
        typeof hash === 'string' && hash !== ''
          ? { field: 'encrypted_password', conversion: convertSupabase(hash) }
          : undefined,
      links: links.links,
      totp: totp.totp,
      used: ['encrypted_password', 'email_confirmed_at', 'phone_confirmed_at', ...links.used, ...totp.used],
      leftOut: zeroes,
      problems: [...problems, ...links.problems, ...totp.problems],
    },
    settings,
  );
}

const defaults: FieldMap = new Map([
  ['traits.email', { from: 'email' }],
  ['traits.phone', { from: 'phone' }],
  [
    'traits.name.first',
    { from: 'raw_user_meta_data.first_name', otherwise: ['user_metadata.first_name', 'first_name'] },
  ],
  [
    'traits.name.last',
    { from: 'raw_user_meta_data.last_name', otherwise: ['user_metadata.last_name', 'last_name'] },
  ],
  ['external_id', { from: 'id' }],
]);

/** The same in every row of every project. */
const zeroes = ['instance_id'];

function addressOf(via: Address['via'], value: unknown, confirmedAt: unknown): Address[] {
  if (typeof value !== 'string' || value === '') return [];
  return [{ via, value, verified: !isEmpty(confirmedAt), verifiedAt: timeOf(confirmedAt) }];
}
