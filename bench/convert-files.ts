/** The files of an export of made-up people, piece by piece. */
export type ExportFiles = readonly Iterable<string>[];

export function exportsOf(source: 'auth0' | 'keycloak' | 'clerk', rows: number): ExportFiles {
  switch (source) {
    case 'auth0':
      return [joined(rows, auth0User, '\n', '', '\n'), joined(rows, auth0Hash, '\n', '', '\n')];
    case 'keycloak':
      return [joined(rows, keycloakUser, ',\n', '{"realm":"acme","users":[', ']}')];
    case 'clerk':
      return [joined(rows, clerkLine, '\n', `${clerkColumns}\n`, '\n')];
  }
}

function* joined(
  rows: number,
  textOf: (row: number) => string,
  separator: string,
  begin: string,
  end: string,
): Generator<string> {
  yield begin;
  for (let from = 0; from < rows; from += 1000) {
    const batch = Array.from({ length: Math.min(1000, rows - from) }, (_, at) => textOf(from + at));
    yield (from === 0 ? '' : separator) + batch.join(separator);
  }
  yield end;
}

const bcrypt = '$2b$12$N7fvNFBV18WFCgAa6997mOwxhjionOK..6R.NbRKe2VuaqVJruG9i';
const number = (row: number): string => String(row).padStart(9, '0');
const addressOf = (row: number): string => `Person.${number(row)}@example.com`;
const objectId = (row: number): string => `64db9dba7f18450${number(row)}`;

/** As the export job writes them. */
const auth0User = (row: number): string =>
  JSON.stringify({
    user_id: `auth0|${objectId(row)}`,
    email: addressOf(row),
    email_verified: row % 3 > 0,
    given_name: 'Ada',
    family_name: 'Lovelace',
    name: 'Ada Lovelace',
    nickname: 'ada',
    identities: [
      {
        connection: 'Username-Password-Authentication',
        provider: 'auth0',
        user_id: objectId(row),
        isSocial: false,
      },
      {
        connection: 'google-oauth2',
        provider: 'google-oauth2',
        user_id: `1076915${number(row)}`,
        isSocial: true,
      },
    ],
    app_metadata: { plan: 'pro', roles: ['admin'] },
    created_at: '2023-02-11T09:14:02.000Z',
    updated_at: '2026-03-01T17:20:45.120Z',
    logins_count: row,
  });

const auth0Hash = (row: number): string =>
  JSON.stringify({
    _id: { $oid: objectId(row) },
    email: addressOf(row).toLowerCase(),
    passwordHash: bcrypt,
    password_set_date: { $date: '2024-05-06T18:36:12.412Z' },
    tenant: 'acme',
    connection: 'Username-Password-Authentication',
    _tmp_is_unique: true,
  });

const keycloakUser = (row: number): string =>
  JSON.stringify({
    id: `5f0c1d2e-0000-4000-8000-000${number(row)}`,
    createdTimestamp: 1_612_346_789_012,
    username: `person.${number(row)}`,
    email: addressOf(row),
    emailVerified: true,
    enabled: true,
    firstName: 'Ada',
    lastName: 'Lovelace',
    attributes: { locale: ['en'], department: ['Analytics'] },
    credentials: [
      {
        id: `7f0c1d2e-0000-4000-8000-000${number(row)}`,
        type: 'password',
        createdDate: 1_612_346_789_012,
        secretData:
          '{"value":"8eA1kZMFNbVVGgoQn6xL9NUH7EdyQMIyAVwBGdeep5J+H7Tsr4G7LHPP5T3P95bMGVELyR7Sa5bJdseVx981MQ==","salt":"w09oUfLMy+pZjmqWHw0IlA==","additionalParameters":{}}',
        credentialData: '{"hashIterations":27500,"algorithm":"pbkdf2-sha256","additionalParameters":{}}',
      },
    ],
    realmRoles: ['default-roles-acme'],
    groups: ['/staff'],
  });

const clerkColumns =
  'id,first_name,last_name,username,primary_email_address,primary_phone_number,verified_email_addresses,unverified_email_addresses,verified_phone_numbers,unverified_phone_numbers,totp_secret,password_digest,password_hasher';

const clerkLine = (row: number): string =>
  [
    `user_2Y${number(row)}`,
    'Ada',
    'Lovelace',
    '',
    addressOf(row),
    '',
    addressOf(row),
    '',
    '',
    '',
    '',
    bcrypt,
    'bcrypt',
  ].join(',');
