import type { RecordStream, SourceRecord } from '../../records/record.ts';
import { convertSupabase } from '../../passwords/convert/convert-supabase.ts';
import type { Address } from '../account.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity, IdentityProblem } from '../converted-identity.ts';
import type { FieldMap } from '../field-map.ts';
import { hasHappened, isEmpty, timeOf } from '../read-field.ts';
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
  const email = addressOf('email', user, 'email', 'email_confirmed_at');
  const phone = addressOf('sms', user, 'phone', 'phone_confirmed_at');
  const hash = user['encrypted_password'];
  return buildIdentity(
    {
      source: 'supabase',
      record,
      defaults,
      state,
      addresses: [...email.addresses, ...phone.addresses],
      usernames: [],
      password:
        typeof hash === 'string' && hash !== ''
          ? { field: 'encrypted_password', conversion: convertSupabase(hash) }
          : undefined,
      links: links.links,
      totp: totp.totp,
      used: ['encrypted_password', 'email_confirmed_at', 'phone_confirmed_at', ...links.used, ...totp.used],
      leftOut: ofNoUse,
      problems: [...problems, ...email.problems, ...phone.problems, ...links.problems, ...totp.problems],
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

/** The same in every row of every project, and what Supabase has mailed and waits for: who holds it gets in there. */
const ofNoUse = [
  'instance_id',
  'confirmation_token',
  'recovery_token',
  'email_change_token_new',
  'email_change_token_current',
  'phone_change_token',
  'reauthentication_token',
];

/** Confirmed by a time alone; whatever else a file has in its place confirms nothing. */
function addressOf(
  via: Address['via'],
  user: SourceRecord['value'],
  name: string,
  confirmedName: string,
): { addresses: Address[]; problems: IdentityProblem[] } {
  const value = user[name];
  const confirmedAt = user[confirmedName];
  if (typeof value !== 'string' || value === '') return { addresses: [], problems: [] };
  const verified = hasHappened(confirmedAt);
  const isTold = verified || isEmpty(confirmedAt);
  return {
    addresses: [{ via, value, verified, verifiedAt: verified ? timeOf(confirmedAt) : undefined }],
    problems: isTold ? [] : [{ ...noTime, field: confirmedName }],
  };
}

const noTime = {
  code: 'field',
  message: 'it is no time at which the address was confirmed; the address counts as not verified',
  rejects: false,
} as const;
