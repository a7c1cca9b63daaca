import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/sources/account.ts';
import { convertedCredentials, type ConvertedCredentials } from '../../src/sources/converted-credentials.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import type { SourceSettings } from '../../src/sources/source-settings.ts';
import { accountOf } from './account-of.ts';

function credentialsOf(
  account: Partial<Account>,
  settings: Partial<SourceSettings> = {},
  typed: readonly string[] = ['ada@example.com', 'ada'],
): ConvertedCredentials {
  return convertedCredentials(accountOf({}, account), { ...defaultSettings, ...settings }, typed);
}

function password(conversion: NonNullable<Account['password']>['conversion']): Partial<Account> {
  return { password: { field: 'hash', conversion } };
}

function plain(text: string): Partial<Account> {
  return password({ to: 'plain', password: text, reason: 'no hash' });
}

const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';
const phpass = '$P$B12345678Xd0u8kZJt7Qd6p3vHrq1y.';
const onlyHook = { to: 'hook', kind: 'phpass', hash: phpass, reason: 'Kratos has no phpass' } as const;

describe('a password', () => {
  test('that Kratos can hold is its hash, counted by format', () => {
    expect(credentialsOf(password({ to: 'kratos', hash: bcrypt }))).toEqual({
      body: { password: { config: { hashed_password: bcrypt } } },
      hook: undefined,
      password: 'bcrypt',
      links: [],
      problems: [],
    });
  });

  test('comes with what an operator should know of it all the same', () => {
    const { body, problems } = credentialsOf(
      password({ to: 'kratos', hash: bcrypt, caution: 'its cost is low' }),
    );
    expect(body.password).toBeDefined();
    expect(problems).toEqual([
      { code: 'password', field: 'hash', message: 'its cost is low', rejects: false },
    ]);
  });

  test('that only the hook can verify goes to its file, under all that the person may type', () => {
    const { body, hook, password: counted, problems } = credentialsOf(password(onlyHook), { hook: true });
    expect(body.password).toEqual({ config: { use_password_migration_hook: true } });
    expect(hook).toEqual({ identifiers: ['ada@example.com', 'ada'], kind: 'phpass', hash: phpass });
    expect(counted).toBe('hook: phpass');
    expect(problems).toEqual([]);
  });

  test('that only the hook can verify rejects the record where there is no file for the hook', () => {
    const { body, hook, problems } = credentialsOf(password(onlyHook));
    expect(body).toEqual({});
    expect(hook).toBeUndefined();
    expect(problems).toEqual([
      {
        code: 'password',
        field: 'hash',
        message: 'Kratos has no phpass; give --hook-hashes FILE for the migration hook',
        rejects: true,
      },
    ]);
  });

  test('that cannot be brought over is lost only when that was asked for', () => {
    const refused = password({ to: 'refused', reason: 'nobody knows this hash' });
    expect(credentialsOf(refused).problems).toMatchObject([{ code: 'password', rejects: true }]);
    expect(credentialsOf(refused, { badPassword: 'without-password' })).toMatchObject({
      body: {},
      password: 'not brought over',
      problems: [{ code: 'password', message: 'nobody knows this hash', rejects: false }],
    });
  });

  test('in plain text is hashed by Kratos, if it is not above 72 bytes', () => {
    expect(credentialsOf(plain('hunter2'))).toMatchObject({
      body: { password: { config: { password: 'hunter2' } } },
      password: 'plain text',
      problems: [],
    });
    expect(credentialsOf(plain('ü'.repeat(36))).body.password).toBeDefined();
    const tooLong = credentialsOf(plain('ü'.repeat(37)));
    expect(tooLong).toMatchObject({ body: {}, problems: [{ code: 'password', rejects: true }] });
    expect(JSON.stringify(tooLong.problems)).not.toContain('üü');
  });

  test('that the source itself says is none is none', () => {
    const none = { body: {}, hook: undefined, password: 'none', problems: [] };
    expect(credentialsOf(password({ to: 'nothing', reason: 'unusable' }))).toMatchObject(none);
    expect(credentialsOf({})).toMatchObject(none);
  });
});

describe('a link to a social provider', () => {
  const google = { field: 'identities[]', provider: 'google-oauth2', subject: '117' };

  test('gets the id that the provider has in Kratos', () => {
    const { body, links } = credentialsOf({ links: [google, { ...google, provider: 'okta', subject: '5' }] });
    expect(body.oidc).toEqual({
      config: {
        providers: [
          { provider: 'google', subject: '117' },
          { provider: 'okta', subject: '5' },
        ],
      },
    });
    expect(links).toEqual(['link:google:117', 'link:okta:5']);
  });

  test('gets the id that was said for it', () => {
    const providers = new Map([['google-oauth2', 'google-workspace']]);
    expect(credentialsOf({ links: [google] }, { providers }).links).toEqual(['link:google-workspace:117']);
  });

  test('that comes from Kratos keeps the name it has there, and may be one of SAML', () => {
    const ofKratos = { protocol: 'oidc', useAutoLink: false } as const;
    const { body, links } = credentialsOf({
      links: [
        { ...google, provider: 'azure', ofKratos },
        { ...google, provider: 'corp', ofKratos: { protocol: 'saml', useAutoLink: false } },
        { ...google, provider: 'acme', ofKratos: { protocol: 'oidc', useAutoLink: true } },
      ],
    });
    expect(body.oidc?.config.providers).toEqual([
      { provider: 'azure', subject: '117' },
      { provider: 'acme', subject: '117', use_auto_link: true },
    ]);
    expect(body.saml?.config.providers).toEqual([{ provider: 'corp', subject: '117' }]);
    expect(links).toEqual(['link:azure:117', 'link:acme:117', 'saml:corp:117']);
  });

  test('that stands there twice is one', () => {
    expect(credentialsOf({ links: [google, google, { ...google, provider: 'google.com' }] }).links).toEqual([
      'link:google:117',
    ]);
  });

  test.each([
    [{ subject: '1.17E+20' }, 'rounded, as spreadsheets do'],
    [{ subject: '' }, 'no provider or no subject'],
    [{ provider: '' }, 'no provider or no subject'],
    [{ subject: 'x'.repeat(249) }, '255 characters'],
  ])('that nobody could sign in with is left out: %j', (change, why) => {
    const { body, links, problems } = credentialsOf({ links: [{ ...google, ...change }] });
    expect(body).toEqual({});
    expect(links).toEqual([]);
    expect(problems).toMatchObject([{ code: 'link', field: 'identities[]', rejects: false }]);
    expect(problems[0]?.message).toContain(why);
  });
});

describe('a second factor', () => {
  test('of an authenticator app becomes a URL in the name of what the person types', () => {
    const { body } = credentialsOf({ totp: { field: 'mfa', secret: 'JBSWY3DPEHPK3PXP' } });
    expect(body.totp?.config.totp_url).toContain('otpauth://totp/Kratos:ada%40example.com?');
  });

  test('that Kratos cannot compute is told, and the rest comes over', () => {
    const { body, problems } = credentialsOf({
      ...password({ to: 'kratos', hash: bcrypt }),
      totp: { field: 'mfa', secret: 'JBSWY3DPEHPK3PXP', digits: 8 },
    });
    expect(Object.keys(body)).toEqual(['password']);
    expect(problems).toMatchObject([{ code: 'totp', field: 'mfa', rejects: false }]);
  });

  test('of recovery codes is a list of them, and none without codes', () => {
    expect(credentialsOf({ lookupCodes: ['a1', 'b2'] }).body.lookup_secret).toEqual({
      config: { recovery_codes: [{ code: 'a1' }, { code: 'b2' }] },
    });
    expect(credentialsOf({ lookupCodes: [] }).body).toEqual({});
  });
});
