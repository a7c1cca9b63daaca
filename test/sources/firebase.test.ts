import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import * as firebase from '../../src/sources/firebase/firebase.ts';
import { lostLeaves } from './lost-leaves.ts';
import { convertAll, convertText, fixture, letsIn, recognised } from './source-files.ts';

const path = (name: string): string => fixture(`firebase/${name}`);
const hashConfig: unknown = JSON.parse(await readFile(path('hash-config.json'), 'utf8'));
const details = { hash_config: hashConfig };
const passwords = JSON.parse(await readFile(path('passwords.json'), 'utf8')) as Record<string, string>;

const json = await convertAll(firebase, [path('users.json')], { details });
const csv = await convertAll(firebase, [path('users.csv')], { details });
const old = await convertAll(firebase, [path('users-of-old.csv')], { details });
const sdk = await convertAll(firebase, [path('list-users.json')], { details });

function made({ users }: typeof json, id: string): ConvertedIdentity {
  const found = users.find(({ value }) => value['localId'] === id || value['uid'] === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found.converted;
}

function one(
  value: Record<string, unknown>,
  changes: Partial<typeof defaultSettings> = {},
): ConvertedIdentity {
  const place = { file: 'users.json', record: 1, line: 1 };
  const user = { localId: 'ada', email: 'ada@example.com', ...value };
  return firebase.toIdentity({ place, value: user }, { ...defaultSettings, details, ...changes });
}

describe('files of Firebase', () => {
  test.each(['users.json', 'users.csv', 'users-of-old.csv', 'list-users.json'])('%s is one', async (name) => {
    expect(await recognised(firebase, path(name))).toBe('users');
  });

  test.each(['hash-config.json', 'hash-config.txt', 'passwords.json'])('%s is none', async (name) => {
    expect(await recognised(firebase, path(name))).toBeUndefined();
  });

  test('say the same as JSON and as CSV, which has no second factors', () => {
    const comparable = ({ users }: typeof json): unknown[] =>
      users.map(({ converted }) => ({ ...converted, inMetadata: converted.inMetadata.toSorted() }));
    const withoutFactors = comparable(json).map((user) => ({
      ...(user as ConvertedIdentity),
      problems: (user as ConvertedIdentity).problems.filter(({ code }) => code !== 'factor'),
      leftOut: [],
    }));
    expect(comparable(csv)).toEqual(withoutFactors);
  });

  test('of CSV without the columns of later years are read as far as they go', () => {
    expect(old.users).toHaveLength(csv.users.length - 1);
    expect(made(old, 'grace')).toEqual(made(csv, 'grace'));
    expect(made(old, 'barbara').identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'facebook', subject: '10203' },
      { provider: 'github', subject: '583231' },
    ]);
  });

  test('of CSV of old have rows with quotes that nobody can read, which are told with their line', () => {
    expect(old.problems).toMatchObject([{ code: 'syntax', fatal: false, place: { line: 2 } }]);
  });

  test('of CSV may have but one line, and its end missing', async () => {
    const [row = ''] = (await readFile(path('users.csv'), 'utf8')).split('\n', 1);
    const { users, problems } = await convertText(firebase, 'users.csv', row, { details });
    expect(users.map(({ converted }) => converted.password)).toEqual(['firescrypt']);
    expect(problems).toEqual([]);
  });
});

describe('a password of Firebase', () => {
  const known = Object.entries(passwords).filter(([id]) => id !== 'katherine');

  test.each(known)('of %s can be typed in Kratos', async (id, password) => {
    expect(await letsIn(made(json, id), password)).toBe(true);
    expect(await letsIn(made(json, id), `${password}!`)).toBe(false);
  });

  test('that the Admin SDK wrote in base64 for URLs can be typed in Kratos', async () => {
    expect(await letsIn(made(sdk, 'katherine'), passwords['katherine'] ?? '')).toBe(true);
  });

  test.each(['hash-config.json', 'hash-config.txt'])('goes by the parameters of %s as text', async (name) => {
    const text = await readFile(path(name), 'utf8');
    const { users } = await convertAll(firebase, [path('users.json')], { details: { hash_config: text } });
    expect(users.map(({ converted }) => converted)).toEqual(json.users.map(({ converted }) => converted));
  });

  test('goes by parameters that stand under their own name', () => {
    const hash = { passwordHash: 'lSrfV15cpx95', salt: '42xEC' };
    expect(one(hash, { details: { hash_config: { hash_config: hashConfig } } }).problems).toEqual(
      one(hash).problems,
    );
  });

  test('needs parameters, and says how to give them', () => {
    const { identity, problems } = one({ passwordHash: 'abcd', salt: 'ab==' }, { details: {} });
    expect(identity).toBeUndefined();
    expect(problems[0]?.message).toContain('--hash-config FILE');
  });

  test('that was withheld rejects the record and says what right is lacking', () => {
    expect(made(json, 'hedy').problems).toMatchObject([{ code: 'password', rejects: true }]);
    expect(made(json, 'hedy').problems[0]?.message).toContain('getHashConfig');
  });

  test('that is not in the export is a warning, where there is no other way to sign in', () => {
    const warning = { code: 'password', field: 'passwordHash', rejects: false };
    expect(made(json, 'linus').problems).toMatchObject([warning]);
    expect(made(sdk, 'alan').problems).toMatchObject([warning]);
    expect(made(json, 'margaret').problems).toEqual([]);
    expect(made(json, 'barbara').problems.filter(({ code }) => code === 'password')).toEqual([]);
  });

  test('of another algorithm is not taken for one of the project', () => {
    const hash = { passwordHash: 'lSrfV15cpx95', salt: '42xEC', version: 1 };
    expect(one(hash).problems[0]?.message).toContain('another algorithm');
  });
});

describe('a user of Firebase', () => {
  test('has links by the names that providers have in Kratos', () => {
    expect(made(csv, 'barbara').identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'facebook', subject: '10203' },
      { provider: 'github', subject: '583231' },
      { provider: 'apple', subject: '001234.abcdef.0123' },
      { provider: 'microsoft', subject: '6f3c' },
    ]);
  });

  test('has no links for a password or a telephone, nor for what speaks no OpenID Connect', () => {
    const { identity, leftOut, problems } = made(sdk, 'katherine');
    expect(identity?.credentials?.oidc?.config.providers).toEqual([{ provider: 'google', subject: '118' }]);
    expect(leftOut).toContain('providerData[] (password)');
    expect(problems).toContainEqual(expect.objectContaining({ code: 'link', rejects: false }));
    expect(identity?.metadata_admin).toMatchObject({
      firebase: { providerData: [{ providerId: 'google.com' }, { providerId: 'saml.acme', uid: 'kj' }] },
    });
  });

  test('has a verified telephone, for there is none before its code was typed in', () => {
    expect(made(json, 'grace').identity).toMatchObject({
      traits: { phone: '+442079460018' },
      verifiable_addresses: [{ value: '+442079460018', via: 'sms', verified: true }],
    });
  });

  test('has claims that can be mapped', async () => {
    const map = new Map([['traits.role', { from: 'customAttributes.role' }]]);
    for (const name of ['users.json', 'users.csv']) {
      const { users } = await convertAll(firebase, [path(name)], { details, map });
      expect(users[1]?.converted.identity).toMatchObject({
        traits: { role: 'admin' },
        metadata_admin: { firebase: { customAttributes: { teams: ['maths', 'poetry'] } } },
      });
    }
  });

  test('keeps claims that are no JSON as they are', async () => {
    const text = JSON.stringify({
      users: [{ localId: 'a', email: 'a@example.com', customAttributes: '{"role":' }],
    });
    const { users } = await convertText(firebase, 'users.json', text);
    expect(users[0]?.converted.identity?.metadata_admin).toEqual({
      firebase: { customAttributes: '{"role":' },
    });
  });

  test('is inactive when disabled, in both forms', () => {
    expect(made(json, 'grace').identity?.state).toBe('inactive');
    expect(made(csv, 'grace').identity?.state).toBe('inactive');
    expect(made(csv, 'ada').identity?.state).toBe('active');
  });

  test('has second factors that are told, each by its kind', () => {
    const { leftOut, problems } = made(json, 'edsger');
    expect(leftOut).toEqual(['mfaInfo[] (phone)', 'mfaInfo[] (totp)']);
    expect(problems.map(({ code, field, rejects }) => [code, field, rejects])).toEqual([
      ['factor', 'mfaInfo[] (phone)', false],
      ['factor', 'mfaInfo[] (totp)', false],
    ]);
    expect(made(sdk, 'katherine').leftOut).toContain('multiFactor.enrolledFactors[] (phone)');
  });

  test('that is anonymous is rejected for that', () => {
    expect(made(json, 'guest')).toMatchObject({
      identity: undefined,
      problems: [{ code: 'no-identifier', field: 'email' }],
    });
    expect(made(json, 'guest').problems[0]?.message).toContain('anonymous');
  });

  test.each([
    { providerUserInfo: 'x' },
    { providerUserInfo: [null] },
    { mfaInfo: {} },
    { multiFactor: 'x' },
    { email: 5, phoneNumber: '+49301' },
    { passwordHash: 5 },
  ])('of an odd shape is an identity all the same: %j', (value) => {
    expect(one(value).identity).toBeDefined();
  });
});

describe('nothing of a user of Firebase', () => {
  const understood = ['emailVerified', 'disabled', 'passwordHash', 'salt', 'passwordSalt'];

  test('is lost without a word', () => {
    const lost = [json, csv, old, sdk].flatMap(({ users }) =>
      users.flatMap(({ value, converted }) =>
        converted.identity === undefined ? [] : lostLeaves(value, converted, understood),
      ),
    );
    expect(lost).toEqual([]);
  });

  test('is lost of what Firebase has not had so far', () => {
    const members = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { maxKeys: 5 });
    fc.assert(
      fc.property(members, (value) => {
        const converted = one(value);
        fc.pre(converted.identity !== undefined);
        expect(lostLeaves({ localId: 'ada', ...value }, converted, understood)).toEqual([]);
      }),
    );
  });
});
