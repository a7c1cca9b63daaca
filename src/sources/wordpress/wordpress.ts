import { convertWordpress } from '../../passwords/convert/convert-wordpress.ts';
import type { RecordStream, SourceRecord } from '../../records/record.ts';
import type { TotpSecret } from '../account.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity, IdentityProblem } from '../converted-identity.ts';
import type { FieldMap, FieldOrigin } from '../field-map.ts';
import { isObject, textOf } from '../member-of-record.ts';
import type { FileHead, ReadingWorld, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { usernameAndEmail } from '../username-and-email.ts';
import { readWordpress } from './read-wordpress.ts';
import { wordpressRole } from './recognise-file.ts';

/** `users` and `usermeta` for rows of these tables, `dump` for tables as phpMyAdmin exports them in JSON. */
export function recognise(head: FileHead): string | undefined {
  return wordpressRole(head);
}

/** Users with their usermeta. */
export function read(files: readonly SourceFile[], world: ReadingWorld): RecordStream {
  return readWordpress(files, world);
}

/** A user of WordPress, which verifies no addresses. */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const user = record.value;
  const hash = user['user_pass'];
  const username = textOf(user['user_login']);
  const { email, usernameIs } = usernameAndEmail(username, textOf(user['user_email']));
  const closed = closingFlags.filter((name) => isSet(user[name]));
  const totp = totpOf(user);
  return buildIdentity(
    {
      source: 'wordpress',
      record,
      defaults: defaultsWhereUsernameIs[usernameIs],
      state: closed.length > 0 ? 'inactive' : 'active',
      addresses: email === undefined ? [] : [{ via: 'email', value: email, verified: false }],
      usernames: username === undefined ? [] : [username],
      password:
        typeof hash === 'string' ? { field: 'user_pass', conversion: convertWordpress(hash) } : undefined,
      links: [],
      totp,
      used: [
        'user_pass',
        ...(usernameIs === 'the address' ? ['user_login'] : []),
        // Which one closed the account is worth keeping.
        ...closingFlags.filter((name) => !closed.includes(name)),
        ...(totp === undefined ? [] : [totp.field]),
      ],
      leftOut: ['meta.session_tokens', 'user_activation_key', ...(totp === undefined ? [totpKey] : [])],
      problems: Object.hasOwn(user, 'user_pass') ? [] : [noHash],
    },
    settings,
  );
}

const everywhere: readonly (readonly [string, FieldOrigin])[] = [
  ['traits.name.first', { from: 'meta.first_name', otherwise: ['first_name'] }],
  ['traits.name.last', { from: 'meta.last_name', otherwise: ['last_name'] }],
  ['external_id', { from: 'ID' }],
];
const ownEmail = ['traits.email', { from: 'user_email' }] as const;

const defaultsWhereUsernameIs: Readonly<Record<ReturnType<typeof usernameAndEmail>['usernameIs'], FieldMap>> =
  {
    'a name': new Map([ownEmail, ['traits.username', { from: 'user_login' }], ...everywhere]),
    'the address': new Map([ownEmail, ...everywhere]),
    'the only address': new Map([['traits.email', { from: 'user_login' }], ...everywhere]),
  };

/** user_status is 0 for everybody but in old networks and in BuddyPress; the others are columns of networks. */
const closingFlags = ['user_status', 'spam', 'deleted'];

function isSet(flag: unknown): boolean {
  return (typeof flag === 'string' || typeof flag === 'number') && flag !== '' && Number(flag) !== 0;
}

/** Of the plugin Two Factor (providers/class-two-factor-totp.php): 6 digits, 30 seconds, SHA1. */
function totpOf({ meta }: SourceRecord['value']): TotpSecret | undefined {
  if (!isObject(meta)) return undefined;
  const providers = meta['_two_factor_enabled_providers'];
  const secret = textOf(meta['_two_factor_totp_key']);
  const isEnabled = Array.isArray(providers) && providers.includes('Two_Factor_Totp');
  return isEnabled && secret !== undefined ? { field: totpKey, secret } : undefined;
}

const totpKey = 'meta._two_factor_totp_key';

const noHash: IdentityProblem = {
  code: 'password',
  field: 'user_pass',
  message:
    'the export has no column user_pass (wp user list needs it in --fields): the person has to set a password by recovery',
  rejects: false,
};
