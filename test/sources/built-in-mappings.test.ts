import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import * as csv from '../../src/sources/csv/csv.ts';
import { readMappingFile } from '../../src/sources/mapping-file.ts';
import { mergeSettings } from '../../src/sources/mapping-settings.ts';
import type { SourceSettings } from '../../src/sources/source-settings.ts';
import { lostLeaves } from './lost-leaves.ts';
import { matches } from './matches.ts';
import { type Converted, convertAll, convertText, fixture, recognised } from './source-files.ts';

function settingsOf(mapping: string): SourceSettings {
  return mergeSettings('csv', readMappingFile(mapping), {
    map: [],
    set: [],
    provider: [],
    leaveOut: [],
    badPassword: 'reject',
    hook: false,
    details: {},
  });
}

async function convertWith(mapping: string, ...names: string[]): Promise<Converted[]> {
  const { users, problems } = await convertAll(csv, names.map(fixture), settingsOf(mapping));
  expect(problems).toEqual([]);
  return users;
}

const okta = await convertWith('okta', 'okta/users.json');
const cognito = await convertWith('cognito', 'cognito/list-users.txt');

describe('the mapping of Okta', () => {
  test.each(['users.json', 'prepared.json', 'people.csv', 'password-health.csv'])(
    'is for %s',
    async (name) => {
      expect(await recognised(csv, fixture(`okta/${name}`))).toBe('okta');
    },
  );

  test('knows who may sign in by the status, which it keeps', () => {
    expect(
      okta.map(
        ({ value, converted: { identity } }) => `${String(value['status'])}: ${identity?.state ?? ''}`,
      ),
    ).toEqual([
      'ACTIVE: active',
      'PASSWORD_EXPIRED: active',
      'RECOVERY: active',
      'LOCKED_OUT: active',
      'PROVISIONED: active',
      'STAGED: inactive',
      'SUSPENDED: inactive',
      'DEPROVISIONED: inactive',
      'ACTIVE: active',
    ]);
    expect(okta[3]?.converted.identity?.metadata_admin?.['okta']).toMatchObject({ status: 'LOCKED_OUT' });
  });

  test('has the profile in traits, and the id for external_id', () => {
    expect(okta[0]?.converted.identity).toMatchObject({
      external_id: '00u00000000000000001',
      traits: {
        email: 'aiko@example.com',
        username: 'amori',
        phone: '+12025550150',
        name: { first: 'Aiko', last: 'Mori' },
      },
      verifiable_addresses: [{ value: 'aiko@example.com' }],
      metadata_admin: { okta: { profile: { department: 'Tools' }, lastLogin: '2026-02-24T16:39:19.000Z' } },
    });
  });

  test('has an address verified only where Okta says so', () => {
    expect(okta[8]?.converted.identity?.verifiable_addresses).toBeUndefined();
  });

  test('takes the flag of the address itself, wherever in the list it stands', async () => {
    const emails = [
      { value: 'attic@example.net', status: 'VERIFIED', type: 'SECONDARY' },
      { value: 'Mia@Example.com', status: 'UNVERIFIED', type: 'PRIMARY' },
    ];
    const profile = { login: 'mia', email: 'mia@example.com' };
    const verified = async (listed: unknown): Promise<unknown> => {
      const text = JSON.stringify([{ id: '1', status: 'ACTIVE', profile, credentials: { emails: listed } }]);
      const { users } = await convertText(csv, 'users.json', text, settingsOf('okta'));
      return users[0]?.converted.identity?.verifiable_addresses;
    };
    await expect(verified(emails)).resolves.toBeUndefined();
    const [other, own] = emails;
    await expect(verified([other, { ...own, status: 'VERIFIED' }])).resolves.toMatchObject([
      { value: 'mia@example.com', verified: true },
    ]);
  });

  test('leaves out links of its API and the question for recovery', () => {
    expect(okta[8]?.converted.leftOut).toEqual(['_links', 'credentials.recovery_question']);
  });

  test('takes the hash of a file that was made for the import of Okta', async () => {
    const [jon] = await convertWith('okta', 'okta/prepared.json');
    const passwords = JSON.parse(await readFile(fixture('okta/passwords.json'), 'utf8')) as Record<
      string,
      string
    >;
    const [password = ''] = Object.values(passwords);
    expect(jon?.converted.password).toBe('sha');
    await expect(matches(password, jon?.converted ?? ({} as never))).resolves.toBe(true);
  });

  test('takes the columns of its files of CSV, where state is a place', async () => {
    const [kira] = await convertWith('okta', 'okta/people.csv');
    expect(kira?.converted.identity).toMatchObject({
      traits: { email: 'kira@example.com', phone: '+12025550160' },
      metadata_admin: { okta: { city: 'Springfield', state: 'IL' } },
    });
    expect(kira?.converted.identity).not.toHaveProperty('state');
    const [lev] = await convertWith('okta', 'okta/password-health.csv');
    expect(lev?.converted.identity).toMatchObject({
      traits: { username: 'lev@example.com' },
      state: 'active',
    });
  });
});

describe('the mapping of Cognito', () => {
  test.each(['list-users.txt', 'users.csv'])('is for %s', async (name) => {
    expect(await recognised(csv, fixture(`cognito/${name}`))).toBe('cognito');
  });

  test('reads one page after another', () => {
    expect(cognito.map(({ value }) => value['Username'])).toEqual([
      'ada.w',
      'bo',
      'cy',
      'Google_110000000000000000042',
      'ed',
      'flo',
    ]);
  });

  test('has attributes in traits, verified where they were, and the rest in metadata', () => {
    expect(cognito[0]?.converted.identity).toMatchObject({
      external_id: 'c1f0ba5e-0000-4000-8000-000000000001',
      traits: {
        email: 'ada.w@example.com',
        phone: '+12025550170',
        username: 'adaw',
        name: { first: 'Ada', last: 'Wong' },
      },
      verifiable_addresses: [{ value: 'ada.w@example.com', via: 'email' }],
      metadata_admin: {
        cognito: { Username: 'ada.w', Attributes: { 'custom:plan': 'pro' }, UserStatus: 'CONFIRMED' },
      },
    });
  });

  test('has links of those who come from elsewhere', () => {
    expect(cognito[3]?.converted.identity).toMatchObject({
      credentials: {
        oidc: { config: { providers: [{ provider: 'google', subject: '110000000000000000042' }] } },
      },
      metadata_admin: { cognito: { Attributes: { identities: [{ dateCreated: '1680689472131' }] } } },
    });
  });

  test('has those inactive who are disabled', () => {
    expect(cognito.map(({ converted: { identity } }) => identity?.state)).toEqual([
      'active',
      'active',
      'active',
      'active',
      'inactive',
      undefined,
    ]);
  });

  test('leaves out who has a user name alone, until it is mapped', async () => {
    expect(cognito[5]?.converted.problems).toMatchObject([{ code: 'no-identifier' }]);
    const settings = mergeSettings('csv', readMappingFile('cognito'), {
      map: ['traits.username=Username'],
      set: [],
      provider: [],
      leaveOut: [],
      badPassword: 'reject',
      hook: false,
      details: {},
    });
    const { users } = await convertAll(csv, [fixture('cognito/list-users.txt')], settings);
    expect(users[5]?.converted.identity?.traits).toEqual({ username: 'flo' });
  });

  test('takes the columns of GetCSVHeader', async () => {
    const [gil] = await convertWith('cognito', 'cognito/users.csv');
    expect(gil?.converted.identity).toMatchObject({
      external_id: 'gil',
      traits: { email: 'gil@example.com', phone: '+12025550171', name: { first: 'Gil', last: 'Haas' } },
      metadata_admin: { cognito: { birthdate: '1990-02-03', 'cognito:mfa_enabled': 'FALSE' } },
    });
    expect(gil?.converted.identity?.verifiable_addresses).toHaveLength(2);
  });
});

describe('of a user of Okta or Cognito', () => {
  const understood = [
    'credentials.emails[].status',
    'Attributes.email_verified',
    'Attributes.phone_number_verified',
    'Attributes.identities[].providerName',
    'Enabled',
  ];
  const kept = [...okta, ...cognito].filter(({ converted: { identity } }) => identity !== undefined);

  test.each(kept)('nothing is lost: $value.id$value.Username', ({ value, converted }) => {
    expect(lostLeaves(value, converted, understood)).toEqual([]);
  });
});
