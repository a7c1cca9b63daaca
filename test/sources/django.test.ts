import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConvertedIdentity, IdentityBody } from '../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import * as django from '../../src/sources/django/django.ts';
import { lostLeaves } from './lost-leaves.ts';
import { matches } from './matches.ts';
import { type Converted, convertAll, fixture } from './source-files.ts';

const settings = { hook: true, badPassword: 'without-password' } as const;
const dump = await convertAll(django, [fixture('django/dumpdata.json')], settings);
const custom = await convertAll(django, [fixture('django/dumpdata-custom-user.json')]);
const understood = [
  'password',
  'is_active',
  'totpdevice',
  'staticdevice',
  'authenticator',
  'emailaddress[].verified',
];

function user(name: string, { users }: { users: readonly Converted[] } = dump): Converted {
  const found = users.find(({ value }) => value['username'] === name || value['email'] === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function converted(name: string): ConvertedIdentity {
  return user(name).converted;
}

function identity(name: string, among = dump): IdentityBody | undefined {
  return user(name, among).converted.identity;
}

function one(value: Record<string, unknown>): ConvertedIdentity {
  const place = { file: 'users.json', record: 1, line: 1 };
  return django.toIdentity(
    { place, value: { id: 1, username: 'ada', ...value } },
    { ...defaultSettings, ...settings },
  );
}

function secretOf(name: string): string | null {
  return new URL(identity(name)?.credentials?.totp?.config.totp_url ?? 'x:').searchParams.get('secret');
}

function codesOf(body: IdentityBody | undefined): unknown {
  return body?.credentials?.lookup_secret?.config.recovery_codes;
}

describe('a password of Django', () => {
  test.each([
    'ada',
    'bo',
    'cem',
    'dora',
    'emil',
    'fumi',
    'gus',
    'hana',
    'kaja',
    'mo@example.com',
    'olga',
    'root',
  ])('lets %s in, whose hash Django itself made', async (name) => {
    expect(await matches(`${name}'s pass phrase`, converted(name))).toBe(true);
  });

  test('lets in nobody else', async () => {
    expect(await matches("gus's pass phrase!", converted('gus'))).toBe(false);
  });

  test('that Django hashes before bcrypt goes to the hook', () => {
    const { hook, password } = converted('emil');
    expect(password).toBe('hook: django-bcrypt-sha256');
    expect(hook?.identifiers).toEqual(['emil@example.com', 'emil']);
  });

  test.each(['ines', 'quin'])('that is unusable is none: %s', (name) => {
    expect(converted(name)).toMatchObject({ password: 'none', hook: undefined });
    expect(identity(name)?.credentials?.password).toBeUndefined();
  });

  test('of crypt(3) with DES cannot be brought over', () => {
    expect(converted('pim')).toMatchObject({
      password: 'not brought over',
      problems: [{ code: 'password' }],
    });
    expect(
      one({ password: 'crypt$$ab1fUfRrTHYZw' })
        .problems.map(({ message }) => message)
        .join(),
    ).not.toContain('ab1fU');
  });
});

describe('a user of Django', () => {
  test('has the names, the id, the groups and the times', () => {
    expect(identity('ada')).toMatchObject({
      external_id: '1',
      traits: { email: 'ada@example.com', username: 'ada', name: { first: 'Ada', last: 'Byron' } },
      metadata_admin: {
        django: {
          groups: [1],
          group_names: ['editors'],
          user_permissions: [9],
          last_login: '2024-01-15T10:30:00Z',
          date_joined: '2019-03-04T05:06:07.123Z',
          is_staff: false,
        },
      },
    });
    expect(identity('fumi')?.traits['name']).toEqual({ first: '文', last: '佐藤' });
    expect(identity('bo')?.traits['name']).toEqual({ first: 'Bo' });
  });

  test('is inactive where is_active says so', () => {
    expect([identity('jack')?.state, identity('ada')?.state]).toEqual(['inactive', 'active']);
  });

  test('has addresses that are verified only where django-allauth says so', () => {
    expect(identity('ada')?.verifiable_addresses).toMatchObject([{ value: 'ada@example.com', via: 'email' }]);
    expect(identity('cem')?.verifiable_addresses).toBeUndefined();
    expect(identity('bo')?.verifiable_addresses).toBeUndefined();
    expect(identity('ada')?.metadata_admin?.['django']).toMatchObject({
      emailaddress: [{ email: 'ada@work.example', verified: false }],
    });
  });

  test('without an address has that of django-allauth, or the user name where that is one, or none', () => {
    expect(identity('kaja')?.traits).toEqual({ email: 'kaja@example.org', username: 'kaja' });
    expect(identity('mo@example.com')?.traits).toEqual({ email: 'mo@example.com' });
    expect(one({ email: '', password: '!' }).identity?.traits).toEqual({ username: 'ada' });
  });

  test('whose user name is the address has the address alone, in any case of letters', () => {
    expect(identity('lena@example.com')?.traits).toEqual({ email: 'Lena@Example.com' });
  });

  test('whose user name is another address has both', () => {
    expect(converted('nils@example.net')).toMatchObject({
      identity: { traits: { email: 'nils@example.com', username: 'nils@example.net' } },
      unique: ['name:nils@example.com', 'name:nils@example.net', 'external_id:14'],
    });
  });

  test('signs in with the accounts of django-allauth and of social-auth-app-django', () => {
    expect(identity('ines')?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'google', subject: '112233445566778899001' },
      { provider: 'github', subject: '583231' },
    ]);
    expect(
      one({ usersocialauth: [{ id: 1, provider: 'google-oauth2', uid: 12345 }] }).identity?.credentials?.oidc
        ?.config.providers,
    ).toEqual([{ provider: 'google', subject: '12345' }]);
  });

  test('keeps the authenticator app of django-otp and of django-allauth', () => {
    expect(secretOf('ada')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(secretOf('cem')).toBe('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
  });

  test('keeps no app that was never confirmed, and loses one of 8 digits with a word', () => {
    expect(converted('ada').leftOut).toContain('totpdevice[]');
    expect(converted('root').problems).toMatchObject([{ code: 'totp', rejects: false }]);
    expect(identity('root')?.credentials?.totp).toBeUndefined();
  });

  test.each([
    ['a key that is no hexadecimal', { key: 'xyz' }],
    ['a count from another time', { key: '3132', t0: 1_000_000 }],
  ])('loses an app with %s with a word', (_, device) => {
    expect(one({ totpdevice: [{ confirmed: true, ...device }] }).problems).toMatchObject([{ code: 'totp' }]);
  });

  test('with two apps keeps the first, and says so', () => {
    const device = { confirmed: true, key: '3132333435363738393031323334353637383930' };
    const both = one({ totpdevice: [device, { ...device, key: '00' }] });
    expect(both.problems).toMatchObject([
      { code: 'totp', message: expect.stringContaining('more than one') as string },
    ]);
    expect(both.identity?.credentials?.totp).toBeDefined();
  });

  test('keeps recovery codes that are kept in plain text', () => {
    expect(codesOf(identity('ada'))).toEqual([{ code: 'k5b4nqvz' }, { code: 'aa77hx2c' }]);
    const migrated = { type: 'recovery_codes', data: { migrated_codes: ['11112222'], used_mask: 0 } };
    expect(codesOf(one({ authenticator: [migrated] }).identity)).toEqual([{ code: '11112222' }]);
    expect(converted('cem').problems).toMatchObject([{ code: 'lookup-secret', rejects: false }]);
  });

  test('loses a security key with a word', () => {
    expect(converted('ines').problems).toMatchObject([{ code: 'factor' }]);
  });

  test('of a model of its own has its own fields in metadata, and no key among them', () => {
    expect(custom.users).toHaveLength(3);
    expect(custom.problems).toMatchObject([
      { names: ['accounts.profile', 'accounts.profile', 'accounts.profile'] },
    ]);
    expect(identity('ruth@example.org', custom)).toMatchObject({
      external_id: '00005eed-0000-4000-8000-000000000000',
      traits: { email: 'ruth@example.org', phone: '+4915112345678', name: { first: 'Ruth', last: 'Okafor' } },
      metadata_admin: { django: { preferences: { theme: 'dark', mail: ['news'] }, balance: '12.50' } },
    });
    expect(identity('sven@example.org', custom)?.state).toBe('inactive');
    expect(user('tara@example.org', custom).converted.leftOut).toEqual(['api_key']);
  });

  test.each([...dump.users, ...custom.users])('loses nothing: $value.username $value.email', (whole) => {
    expect(lostLeaves(whole.value, whole.converted, understood)).toEqual([]);
  });

  test('loses nothing whatever else it has', () => {
    const more = fc.dictionary(
      fc.string({ minLength: 1 }).map((name) => `x-${name}`),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(more, fc.constantFrom(...dump.users), (fields, { value }) => {
        const whole = { ...value, ...fields, preferences: fields };
        expect(lostLeaves(whole, one(whole), understood)).toEqual([]);
      }),
    );
  });

  test('throws for nothing that stands in a field', () => {
    const names = [...new Set(dump.users.flatMap(({ value }) => Object.keys(value))), 'usersocialauth'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        expect(one({ [name]: value }).problems).toBeInstanceOf(Array);
      }),
    );
  });
});
