import { convertClerk } from '../../passwords/convert/convert-clerk.ts';
import type { Conversion } from '../../passwords/convert/conversion.ts';
import type { RecordOrProblem, SourceRecord } from '../../records/record.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity, IdentityProblem } from '../converted-identity.ts';
import type { FieldMap } from '../field-map.ts';
import { flagOf, isEmpty } from '../read-field.ts';
import type { FileHead, ReadingWorld, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { isClerkFile } from './recognise-file.ts';
import { readClerkUsers } from './read-users.ts';
import { userAddresses } from './user-addresses.ts';
import { backupCodes } from './backup-codes.ts';
import { externalAccounts } from './external-accounts.ts';

/** A file of users; Clerk has no other. */
export function recognise(head: FileHead): string | undefined {
  return isClerkFile(head) ? 'users' : undefined;
}

/** The users of the dashboard's CSV, of JSON with the same fields, or as the Backend API gives them. */
export async function* read(
  files: readonly SourceFile[],
  _world: ReadingWorld,
): AsyncGenerator<readonly RecordOrProblem[]> {
  for (const { file } of files) yield* readClerkUsers(file);
}

/**
 * A user of Clerk. All three kinds of metadata go to metadata_admin: of public_metadata alone Clerk says the same as
 * Kratos of metadata_public, and only who wrote it knows whether it shall stay readable.
 */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const user = record.value;
  const addresses = userAddresses(user);
  const codes = backupCodes(user);
  const accounts = externalAccounts(user);
  const conversion = isEmpty(user['password_digest']) ? undefined : convertClerk(user);
  return buildIdentity(
    {
      source: 'clerk',
      record,
      defaults,
      // A lock ends by itself.
      state: flagOf(user['banned']) === true ? 'inactive' : 'active',
      addresses: addresses.addresses,
      usernames: typeof user['username'] === 'string' ? [user['username']] : [],
      password: conversion === undefined ? undefined : { field: 'password_digest', conversion },
      links: accounts.links,
      totp: isEmpty(user['totp_secret'])
        ? undefined
        : { field: 'totp_secret', secret: String(user['totp_secret']) },
      lookupCodes: codes.codes,
      used: [
        'password_digest',
        'password_hasher',
        'totp_secret',
        'banned',
        ...addresses.used,
        ...codes.used,
        ...accounts.used,
      ],
      leftOut: codes.leftOut,
      problems: [...codes.problems, ...accounts.problems, ...elsewhere(conversion)],
    },
    settings,
  );
}

/** A digest may only say where the password is. */
function elsewhere(conversion: Conversion | undefined): IdentityProblem[] {
  if (conversion?.to !== 'nothing') return [];
  const message = `${conversion.reason}; the person has to set another by recovery`;
  return [{ code: 'password', field: 'password_digest', message, rejects: false }];
}

const defaults: FieldMap = new Map([
  ['traits.email', { from: 'primary_email_address' }],
  ['traits.username', { from: 'username' }],
  ['traits.phone', { from: 'primary_phone_number' }],
  ['traits.name.first', { from: 'first_name' }],
  ['traits.name.last', { from: 'last_name' }],
  ['external_id', { from: 'id' }],
]);
