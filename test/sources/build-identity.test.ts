import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/sources/account.ts';
import { buildIdentity } from '../../src/sources/build-identity.ts';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import type { SourceSettings } from '../../src/sources/source-settings.ts';
import { accountOf } from './account-of.ts';

const defaults: Account['defaults'] = new Map([
  ['traits.email', { from: 'mail' }],
  ['traits.name.first', { from: 'given' }],
  ['external_id', { from: 'id' }],
]);

function build(
  value: Record<string, unknown>,
  account: Partial<Account> = {},
  settings: Partial<SourceSettings> = {},
): ConvertedIdentity {
  const mail = typeof value['mail'] === 'string' ? value['mail'] : '';
  const addresses: Account['addresses'] = mail === '' ? [] : [{ via: 'email', value: mail, verified: true }];
  return buildIdentity(accountOf(value, { defaults, addresses, ...account }), {
    ...defaultSettings,
    ...settings,
  });
}

const ada = { id: '17', mail: 'Ada@example.com', given: 'Ada', city: 'London', shoe: null };

describe('an identity of a record', () => {
  test('signs in by what the operator mapped, which nobody has verified', () => {
    const map = new Map([
      ['traits.email', { from: 'contact' }],
      ['traits.username', { from: 'login' }],
    ]);
    const { identity, unique, problems } = build({ login: 'ada', contact: 'ada@example.com' }, {}, { map });
    expect(problems).toEqual([]);
    expect(identity?.traits).toEqual({ email: 'ada@example.com', username: 'ada' });
    expect(identity?.verifiable_addresses).toBeUndefined();
    expect(unique).toEqual(['name:ada@example.com', 'name:ada']);
    // What the source itself knows of the same address stays true.
    expect(
      build(ada, {}, { map: new Map([['traits.email', { from: 'mail' }]]) }).identity?.verifiable_addresses,
    ).toMatchObject([{ value: 'ada@example.com', verified: true }]);
  });

  test('has the mapped fields, verified addresses, and all else under the name of the source', () => {
    expect(build(ada)).toEqual({
      identity: {
        schema_id: 'default',
        traits: { email: 'Ada@example.com', name: { first: 'Ada' } },
        external_id: '17',
        verifiable_addresses: [
          { value: 'ada@example.com', via: 'email', verified: true, status: 'completed' },
        ],
        metadata_admin: { old: { city: 'London' } },
      },
      hook: undefined,
      unique: ['name:ada@example.com', 'external_id:17'],
      password: 'none',
      inMetadata: ['city'],
      leftOut: [],
      problems: [],
    });
  });

  test('has no metadata where nothing is left', () => {
    expect(build({ mail: 'ada@example.com' }).identity).not.toHaveProperty('metadata_admin');
  });

  test('is made of what was mapped otherwise; what a default no longer takes goes to metadata', () => {
    const map = new Map([
      ['traits.name', { from: 'given' }],
      ['traits.email', { from: 'login' }],
      ['metadata_public.city', { from: 'city' }],
    ]);
    const { identity, inMetadata } = build(
      { ...ada, login: 'ada@work.example' },
      { addresses: [{ via: 'email', value: 'ada@work.example', verified: false }] },
      { map },
    );
    expect(identity).toMatchObject({
      traits: { email: 'ada@work.example', name: 'Ada' },
      metadata_public: { city: 'London' },
      metadata_admin: { old: { mail: 'Ada@example.com' } },
    });
    expect(inMetadata).toEqual(['mail']);
  });

  test('is stamped with constants, last of all', () => {
    const set = new Map<string, unknown>([
      ['schema_id', 'customer'],
      ['state', 'inactive'],
      ['traits.tenant', { id: 5 }],
      ['metadata_admin.migrated_at', '2026-11-21'],
      ['metadata_admin.old.city', 'Paris'],
      [String.raw`metadata_public.a\.b`, true],
    ]);
    expect(build(ada, {}, { set }).identity).toMatchObject({
      schema_id: 'customer',
      state: 'inactive',
      traits: { email: 'Ada@example.com', tenant: { id: 5 } },
      metadata_admin: { migrated_at: '2026-11-21', old: { city: 'Paris' } },
      metadata_public: { 'a.b': true },
    });
  });

  test('is inactive when the source says so, and the mapping does not', () => {
    expect(build(ada, { state: 'inactive' }).identity?.state).toBe('inactive');
    const map = new Map([['state', { from: 'status', values: new Map([['OK', 'active']]) }]]);
    expect(build({ ...ada, status: 'OK' }, { state: 'inactive' }, { map }).identity?.state).toBe('active');
  });

  test('has credentials of what the source found', () => {
    const { identity, unique, password } = build(
      { ...ada, hash: '$2b$10$x', identities: [{ provider: 'google.com', uid: '9' }] },
      {
        password: { field: 'hash', conversion: { to: 'kratos', hash: '$2b$10$x' } },
        links: [{ field: 'identities', provider: 'google.com', subject: '9' }],
        used: ['hash', 'identities'],
      },
    );
    expect(identity?.credentials).toEqual({
      password: { config: { hashed_password: '$2b$10$x' } },
      oidc: { config: { providers: [{ provider: 'google', subject: '9' }] } },
    });
    expect(unique).toEqual(['name:ada@example.com', 'link:google:9', 'external_id:17']);
    expect(password).toBe('bcrypt');
    expect(identity?.metadata_admin).toEqual({ old: { city: 'London' } });
  });

  test('has texts for ids, whatever they were, and the types of all else', () => {
    const map = new Map([['traits.age', { from: 'age' }]]);
    const { identity } = build({ ...ada, id: 17, age: 36 }, {}, { map });
    expect(identity?.external_id).toBe('17');
    expect(identity?.traits['age']).toBe(36);
  });
});

describe('what is left out', () => {
  test('is named when the record has it', () => {
    const { leftOut, identity } = build(
      { ...ada, etag: 'x', deep: { a: 1, b: 2 }, none: '' },
      { leftOut: ['etag', 'none', 'absent'], leftOutParts: ['credentials[] (password-history)'] },
      { leaveOut: new Set(['deep.a', 'city', 'not.there']) },
    );
    expect(leftOut).toEqual(['etag', 'deep.a', 'city', 'credentials[] (password-history)']);
    expect(identity?.metadata_admin).toEqual({ old: { deep: { b: 2 } } });
  });

  test('is left out also where it would be a trait or a credential, and says so where it stays', () => {
    const record = {
      ...ada,
      hash: 'x',
      otp: 'JBSWY3DPEHPK3PXP',
      identities: [{ provider: 'g', uid: '9' }],
      off: 1,
    };
    const account: Partial<Account> = {
      state: 'inactive',
      password: { field: 'hash', conversion: { to: 'kratos', hash: '$2b$10$x' } },
      totp: { field: 'otp', secret: 'JBSWY3DPEHPK3PXP' },
      links: [{ field: 'identities[] (link)', provider: 'g', subject: '9' }],
      used: ['hash', 'otp', 'identities', 'off'],
    };
    const leaveOut = new Set(['given', 'hash', 'otp', 'identities', 'off']);
    const { identity, leftOut, password, problems } = build(record, account, { leaveOut });
    expect(identity?.traits).toEqual({ email: 'Ada@example.com' });
    expect(identity?.credentials).toBeUndefined();
    expect({ leftOut, password }).toEqual({
      leftOut: ['given', 'hash', 'otp', 'identities'],
      password: 'none',
    });
    expect(problems).toMatchObject([{ field: 'off', rejects: false }]);
  });

  test('is the address: then there is nobody', () => {
    const { identity, problems } = build(ada, {}, { leaveOut: new Set(['mail']) });
    expect(identity).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'no-identifier' }]);
  });

  test('are secrets that became no credential', () => {
    const { leftOut, identity } = build({ ...ada, reset_token: 'abc', pin: '1234' });
    expect(leftOut).toEqual(['reset_token', 'pin']);
    expect(JSON.stringify(identity)).not.toMatch(/abc|1234/);
  });

  test('is a field with a dot in its name, written with a backslash', () => {
    const { leftOut } = build({ ...ada, 'urn:a.b': 1 }, { leftOut: [String.raw`urn:a\.b`] });
    expect(leftOut).toEqual([String.raw`urn:a\.b`]);
  });
});

describe('metadata that the remainder meets', () => {
  test('is kept beside it, and what was mapped wins', () => {
    const map = new Map([
      ['metadata_admin.old.city', { from: 'given' }],
      ['metadata_admin.plan', { from: 'plan' }],
    ]);
    expect(build({ ...ada, plan: 'pro', zip: 'W1' }, {}, { map }).identity?.metadata_admin).toEqual({
      plan: 'pro',
      old: { city: 'Ada', zip: 'W1' },
    });
  });

  test('rejects the record when it is no object, for something would be lost', () => {
    const { identity, problems } = build(
      ada,
      {},
      { map: new Map([['metadata_admin.old', { from: 'given' }]]) },
    );
    expect(identity).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'field', rejects: true }]);
  });

  test('is never that of the record itself', () => {
    const value = { ...ada, traits: { mail: 'ada@example.com' } };
    const map = new Map([['traits.plan', { from: 'city' }]]);
    const whole: Account['defaults'] = new Map([['traits', { from: 'traits' }]]);
    const { identity } = build(value, { defaults: whole }, { map, set: new Map([['traits.x', 1]]) });
    expect(identity?.traits).toEqual({ mail: 'ada@example.com', plan: 'London', x: 1 });
    expect(value.traits).toEqual({ mail: 'ada@example.com' });
  });
});

describe('a record that is rejected', () => {
  test('lacks everything by which a person could sign in', () => {
    const { identity, problems } = build({ given: 'Ada' });
    expect(identity).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'no-identifier', field: 'mail', rejects: true }]);
  });

  test('does not lack it with a link alone, nor where it may', () => {
    const links = [{ field: 'identities', provider: 'google', subject: '9' }];
    expect(build({ given: 'Ada' }, { links }).identity).toBeDefined();
    expect(build({ given: 'Ada' }, { mayLackIdentifier: true }).identity).toBeDefined();
  });

  test('says once why it has nothing, if the source knows', () => {
    const known = {
      code: 'no-identifier',
      field: 'id',
      message: 'it lives elsewhere',
      rejects: true,
    } as const;
    expect(build({ given: 'Ada' }, { problems: [known] }).problems).toEqual([known]);
  });

  test('has a field that is not what its mapping says; the message does not repeat it', () => {
    const map = new Map([['traits.age', { from: 'city', as: 'number' as const }]]);
    const { identity, problems } = build(ada, {}, { map });
    expect(identity).toBeUndefined();
    expect(problems).toEqual([
      { code: 'field', field: 'city', message: 'a number is expected', rejects: true },
    ]);
  });

  test.each([
    ['state', 'London'],
    ['external_id', { a: 1 }],
    ['schema_id', ['x']],
  ])('has something else than a word for its %s', (target, city) => {
    const map = new Map([[target, { from: 'city' }]]);
    const { identity, problems } = build({ ...ada, city }, {}, { map });
    expect(identity).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'field', field: 'city', rejects: true }]);
  });

  test('has two fields of which one would lie within the other', () => {
    const map = new Map([
      ['traits.place', { from: 'city' }],
      ['traits.place.zip', { from: 'zip' }],
    ]);
    const { problems } = build({ ...ada, zip: 'W1' }, {}, { map });
    expect(problems).toMatchObject([{ code: 'field', field: 'zip', rejects: true }]);
  });
});

describe('an old id', () => {
  test('of up to 64 characters is the external id', () => {
    const id = 'ü'.repeat(64);
    expect(build({ ...ada, id }).identity?.external_id).toBe(id);
  });

  test('of more is kept in metadata, with a warning', () => {
    const id = 'x'.repeat(65);
    const { identity, unique, problems } = build({ ...ada, id });
    expect(identity).not.toHaveProperty('external_id');
    expect(identity?.metadata_admin).toEqual({ old: { city: 'London', external_id: id } });
    expect(unique).toEqual(['name:ada@example.com']);
    expect(problems).toMatchObject([{ code: 'too-long', field: 'external_id', rejects: false }]);
  });
});
