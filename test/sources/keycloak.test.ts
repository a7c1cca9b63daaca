import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import * as keycloak from '../../src/sources/keycloak/keycloak.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import { lostLeaves } from './lost-leaves.ts';
import { type Converted, convertAll, convertText, fixture, letsIn, recognised } from './source-files.ts';

const files = [
  'acme-realm.json',
  'acme-users-0.json',
  'acme-users-1.json',
  'acme-federated-users-0.json',
  'by-hand-realm.json',
  'legacy-realm.json',
].map((name) => fixture(`keycloak/${name}`));
const { users, problems } = await convertAll(keycloak, files);
const passwords = JSON.parse(await readFile(fixture('keycloak/passwords.json'), 'utf8')) as Record<
  string,
  string
>;

function user(name: string): Converted {
  const found = users.find(
    ({ value }) => value['username'] === name || String(value['id']).endsWith(`:${name}`),
  );
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function converted(name: string): ConvertedIdentity {
  return user(name).converted;
}

function secretOf(name: string): string | null {
  return new URL(converted(name).identity?.credentials?.totp?.config.totp_url ?? 'x:').searchParams.get(
    'secret',
  );
}

function one(value: Record<string, unknown>): ConvertedIdentity {
  const place = { file: 'users.json', record: 1, line: 1 };
  return keycloak.toIdentity({ place, value: { username: 'ada', enabled: true, ...value } }, defaultSettings);
}

describe('files of Keycloak', () => {
  test.each(files)('%s is one', async (path) => {
    expect(await recognised(keycloak, path)).toBe('users');
  });

  test('are known by the realm also when that is longer than what is looked at', async () => {
    const settings = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`setting${at}`, 'x'.repeat(20)]),
    );
    const text = JSON.stringify({
      realm: 'acme',
      sslRequired: 'none',
      ...settings,
      users: [{ username: 'ada', enabled: true }],
    });
    const { users: found } = await convertText(keycloak, 'realm.json', text);
    expect(found.map(({ value }) => value['username'])).toEqual(['ada']);
  });

  test('may have settings of any size beside the users, before and behind them', async () => {
    const clients = Array.from({ length: 30_000 }, (_, at) => ({
      clientId: `client-${at}`,
      redirectUris: ['*'],
    }));
    const text = JSON.stringify({
      realm: 'acme',
      clients,
      users: [{ username: 'ada', enabled: true }],
      roles: clients,
    });
    expect(text.length).toBeGreaterThan(2 * 2 ** 20);
    const { users: found, problems: told } = await convertText(keycloak, 'realm.json', text);
    expect(found).toHaveLength(1);
    expect(told).toMatchObject([
      { code: 'beside-records', names: ['file: realm', 'file: clients', 'file: roles'] },
    ]);
  });

  test('may begin with a user who is longer than what is looked at', async () => {
    const attributes = { notes: Array.from({ length: 1000 }, () => 'x'.repeat(100)) };
    const long = { id: '1', username: 'ada', emailVerified: true, enabled: true, attributes };
    const text = JSON.stringify({ users: [long, { username: 'ken', enabled: true }], realm: 'acme' });
    const { users: found } = await convertText(keycloak, 'realm.json', text);
    expect(found.map(({ value }) => value['username'])).toEqual(['ada', 'ken']);
    const head = { name: 'realm.json', text: text.slice(0, 65_536), columns: [], first: undefined };
    expect(keycloak.recognise(head)).toBe('users');
  });

  test('may be what the admin API gives, without a realm', async () => {
    const text = '[{"id":"1","username":"ada","enabled":true,"createdTimestamp":1}]';
    expect(await convertText(keycloak, 'users.json', text)).toMatchObject({ problems: [], users: [{}] });
  });

  test('give the users of all of them', () => {
    expect(users).toHaveLength(19);
  });

  test('have realm settings that are told by their names', () => {
    expect(problems.map(({ code }) => code)).toEqual(Array.from({ length: 6 }, () => 'beside-records'));
    expect(problems[0]?.names).toContain('file: clients');
    expect(problems[1]?.names).toEqual(['file: realm']);
    expect(JSON.stringify(problems)).not.toContain('s3cr3t-of-billing');
  });
});

describe('a password of Keycloak', () => {
  test.each(Object.entries(passwords))('of %s can be typed in Kratos', async (name, password) => {
    expect(await letsIn(converted(name), password)).toBe(true);
  });

  test('is the newest of several; the others and former ones are counted', () => {
    expect(converted('linus').leftOut).toEqual(
      expect.arrayContaining(['credentials[] (password)', 'credentials[] (password-history)']),
    );
    expect(converted('linus').password).toBe('pbkdf2');
  });

  test('of a plug-in rejects the record', () => {
    const { identity, problems: told } = converted('donald');
    expect(identity).toBeUndefined();
    expect(told).toMatchObject([{ code: 'password', field: 'credentials[] (password)', rejects: true }]);
  });

  test('is not in the export when the user comes from a directory, which is told', () => {
    const { identity, password, problems: told } = converted('katherine');
    expect(identity?.credentials).toBeUndefined();
    expect(password).toBe('none');
    expect(told).toMatchObject([{ code: 'password', field: 'federationLink', rejects: false }]);
  });

  test('that has to be changed goes on working, which is told', () => {
    const told = { code: 'password', field: 'requiredActions', rejects: false };
    expect(converted('hedy').problems).toMatchObject([told]);
    expect(converted('sophie').problems).toMatchObject([told]);
  });
});

describe('a second factor of Keycloak', () => {
  test('of an authenticator app has the bytes of its text for a secret', () => {
    // base32 of the 20 bytes AbCdEf123456GhIjKl78, by coreutils
    expect(secretOf('grace')).toBe('IFREGZCFMYYTEMZUGU3EO2CJNJFWYNZY');
    expect(secretOf('dennis')).toBe('NRSWOYLDPFJWKY3SMV2DAMJSGM2DKNRX');
  });

  test('of an authenticator app whose secret is base32 has that', () => {
    expect(secretOf('barbara')).toBe('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
  });

  test('is the first of two authenticator apps, and the second is told', () => {
    expect(secretOf('shafi')).toBe('MZUXE43UIFYHAMBRGIZTINJWG44DSYLC');
    expect(converted('shafi').problems[0]).toMatchObject({ code: 'totp', field: 'credentials[] (otp)' });
  });

  test('of any kind that Kratos cannot take over is told, each', () => {
    const { identity, leftOut, problems: told } = converted('margaret');
    expect(Object.keys(identity?.credentials ?? {})).toEqual(['password']);
    expect(told.map(({ code, field }) => `${code} ${field}`)).toEqual([
      'totp credentials[] (otp)',
      'factor credentials[] (webauthn)',
      'factor credentials[] (webauthn-passwordless)',
      'lookup-secret credentials[] (recovery-authn-codes)',
      'totp credentials[] (otp)',
    ]);
    expect(told.every(({ rejects }) => !rejects)).toBe(true);
    expect(leftOut).toEqual(
      expect.arrayContaining(['credentials[] (webauthn)', 'credentials[] (recovery-authn-codes)']),
    );
  });

  test('of an extension is told under the name it has, if that is one', () => {
    expect(converted('shafi').leftOut).toContain('credentials[] (mobile-number)');
    const { leftOut } = one({ credentials: [{ type: 'a secret: hunter2' }, { type: 5 }, 'x'] });
    expect(leftOut).toEqual(['credentials[] (other)', 'credentials[] (other)']);
  });

  test('that is damaged costs itself alone', () => {
    expect(converted('tim')).toMatchObject({
      identity: { traits: { username: 'tim' } },
      problems: [{ code: 'totp', rejects: false }],
    });
  });

  test.each([8, '8'])('of %j digits is told whether the number is text or not', (digits) => {
    const otp = { type: 'otp', secretData: '{"value":"AbCdEf123456GhIjKl78"}' };
    const credentialData = JSON.stringify({ subType: 'totp', digits, period: '30', algorithm: 'HmacSHA1' });
    const { identity, problems: told } = one({ credentials: [{ ...otp, credentialData }] });
    expect(identity?.credentials).toBeUndefined();
    expect(told).toMatchObject([{ code: 'totp', message: expect.stringContaining('8 digits every 30 s') }]);
  });

  test('of a period that is no number is not guessed at', () => {
    const credential = { type: 'otp', secretData: '{"value":"x"}', credentialData: '{"period":"soon"}' };
    const { identity, problems: told } = one({ credentials: [credential] });
    expect(identity?.credentials).toBeUndefined();
    expect(told).toMatchObject([{ code: 'totp', message: expect.stringContaining('no number') }]);
  });

  test('with a secret in an unknown encoding is not guessed at', () => {
    const credential = {
      type: 'otp',
      secretData: '{"value":"x"}',
      credentialData: '{"secretEncoding":"HEX"}',
    };
    expect(one({ credentials: [credential] }).problems).toMatchObject([{ code: 'totp', rejects: false }]);
  });
});

describe('a user of Keycloak', () => {
  test('that no file calls enabled is disabled, as Keycloak takes it', () => {
    expect(one({ enabled: undefined }).identity?.state).toBe('inactive');
    expect(one({ enabled: null }).identity?.state).toBe('inactive');
  });

  test('keeps roles, groups and attributes in metadata, without what looks like a secret', () => {
    expect(converted('ada').identity?.metadata_admin).toEqual({
      keycloak: {
        attributes: {
          department: ['mathematics', 'poetry'],
          locale: ['en'],
          phoneNumber: ['+44 20 7946 0018'],
          phoneNumberVerified: ['true'],
        },
        createdTimestamp: 1_600_000_000_000,
        realmRoles: ['default-roles-acme', 'editor'],
        clientRoles: { billing: ['viewer'] },
        groups: ['/Engineering/Analysis'],
      },
    });
    expect(converted('ada').leftOut).toEqual([
      'notBefore',
      'totp',
      'credentials[] (password: id, label, times)',
      'attributes.apiKey',
    ]);
  });

  test('has attributes that can be mapped; a telephone that people may call verified themselves is not', async () => {
    const map = new Map([
      ['traits.department', { from: 'attributes.department.0' }],
      ['traits.phone', { from: 'attributes.phoneNumber', as: 'first' as const }],
    ]);
    const { users: mapped } = await convertAll(keycloak, [fixture('keycloak/acme-users-0.json')], { map });
    const identity = mapped[0]?.converted.identity;
    expect(identity?.traits).toMatchObject({ department: 'mathematics', phone: '+44 20 7946 0018' });
    expect(identity?.verifiable_addresses).toMatchObject([{ via: 'email', verified: true }]);
    expect(identity?.metadata_admin).toMatchObject({ keycloak: { attributes: { department: ['poetry'] } } });
  });

  test('has a verified address only where Keycloak says so', () => {
    expect(converted('ada').identity?.verifiable_addresses).toMatchObject([{ value: 'ada@example.com' }]);
    expect(converted('linus').identity).not.toHaveProperty('verifiable_addresses');
  });

  test('has links, and the names that go with them in metadata', () => {
    const { identity } = converted('edsger');
    expect(identity?.credentials).toEqual({
      oidc: {
        config: {
          providers: [
            { provider: 'google', subject: '117263549821111111111' },
            { provider: 'github', subject: '583231' },
          ],
        },
      },
    });
    expect(identity?.metadata_admin).toMatchObject({
      keycloak: { federatedIdentities: [{ identityProvider: 'google', userName: 'edsger@example.com' }, {}] },
    });
    expect(converted('dennis').identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'facebook', subject: '10203' },
    ]);
  });

  test('has no user name where that is the address', () => {
    expect(converted('radia@example.com').identity?.traits).toEqual({
      email: 'radia@example.com',
      name: { first: 'Radia', last: 'Perlman' },
    });
  });

  test('may have a user name alone', () => {
    expect(converted('alan')).toMatchObject({
      identity: { traits: { username: 'alan' } },
      unique: ['name:alan', expect.stringMatching(/^external_id:/)],
    });
  });

  test('is inactive when it is disabled', () => {
    expect(converted('hedy').identity?.state).toBe('inactive');
    expect(converted('ada').identity?.state).toBe('active');
  });

  test('has its id for the external id', () => {
    expect(converted('ada').identity?.external_id).toBe(user('ada').value['id']);
  });

  test('that is the service account of a client is passed over, which is counted', () => {
    expect(converted('service-account-billing')).toMatchObject({
      identity: undefined,
      problems: [{ code: 'not-a-person', field: 'serviceAccountClientId', rejects: true }],
    });
  });

  test('of another store is only what Keycloak has beside it: a link may do, else it says where to look', () => {
    expect(converted('mary').identity).toMatchObject({
      external_id: 'f:0f4f3a1b-2c3d-4e5f-8a9b-0c1d2e3f4a5b:mary',
      credentials: { oidc: { config: { providers: [{ provider: 'google' }] } } },
    });
    expect(converted('annie').problems).toMatchObject([
      { code: 'no-identifier', field: 'id', rejects: true },
    ]);
  });

  test.each([
    { credentials: 'x' },
    { credentials: [null, 5] },
    { attributes: 'x' },
    { attributes: null },
    { federatedIdentities: {} },
    { email: 5 },
    { requiredActions: 'x' },
  ])('of an odd shape is an identity all the same: %j', (value) => {
    expect(one(value).identity).toMatchObject({ traits: { username: 'ada' } });
  });
});

describe('nothing of a user of Keycloak', () => {
  const understood = ['credentials', 'emailVerified', 'enabled'];

  test('is lost without a word', () => {
    const lost = users.flatMap(({ value, converted: made }) =>
      made.identity === undefined ? [] : lostLeaves(value, made, understood),
    );
    expect(lost).toEqual([]);
  });

  test('is lost of what no version has had so far', () => {
    const members = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { maxKeys: 5 });
    fc.assert(
      fc.property(members, (value) => {
        const made = one(value);
        fc.pre(made.identity !== undefined);
        expect(lostLeaves({ username: 'ada', ...value }, made, understood)).toEqual([]);
      }),
    );
  });
});
