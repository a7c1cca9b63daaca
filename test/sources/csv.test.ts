import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import * as csv from '../../src/sources/csv/csv.ts';
import { parseMapping, readMappingFile } from '../../src/sources/mapping-file.ts';
import { mergeSettings } from '../../src/sources/mapping-settings.ts';
import type { SourceSettings } from '../../src/sources/source-settings.ts';
import { lostLeaves } from './lost-leaves.ts';
import { matches } from './matches.ts';
import { type Converted, convertAll, convertText, fixture, recognised } from './source-files.ts';

const none = {
  map: [],
  set: [],
  provider: [],
  leaveOut: [],
  badPassword: 'reject',
  hook: true,
  details: {},
} as const;

/** Of a mapping file's text, or of nothing. */
function settingsOf(mapping?: string, map: readonly string[] = []): SourceSettings {
  return mergeSettings('csv', mapping === undefined ? undefined : parseMapping(mapping, 'm.yaml'), {
    ...none,
    map,
  });
}

async function convertRows(name: string, rows: string): Promise<Converted[]> {
  const settings = mergeSettings('csv', readMappingFile(fixture(`csv/${name}.yaml`)), none);
  return (await convertAll(csv, [fixture(`csv/${rows}`)], settings)).users;
}

function one(value: Record<string, unknown>, settings = settingsOf()): ConvertedIdentity {
  const place = { file: 'rows.csv', record: 1, line: 2 };
  return csv.toIdentity({ place, value: { email: 'ada@example.com', ...value } }, settings);
}

const passport = await convertRows('passport', 'passport.csv');
const mongoose = await convertRows('mongoose', 'mongoose.ndjson');
const laravel = await convertRows('laravel', 'laravel.csv');
const oldShop = await convertRows('old-shop', 'old-shop.txt');
const all = [...passport, ...mongoose, ...laravel, ...oldShop];
const passwords = JSON.parse(await readFile(fixture('csv/passwords.json'), 'utf8')) as Record<string, string>;

describe('files of rows', () => {
  test.each(['passport.csv', 'mongoose.ndjson', 'old-shop.txt'])(
    '%s is one of no known shape',
    async (name) => {
      expect(await recognised(csv, fixture(`csv/${name}`))).toBe('rows');
    },
  );

  test('have columns of the usual names, where nothing is mapped', async () => {
    const text =
      'id,email,email_verified,username,first_name,last_name,phone,team\n7,ada@example.com,yes,ada,Ada,Byron,+12025550100,red\n';
    const { users } = await convertText(csv, 'rows.csv', text);
    expect(users[0]?.converted.identity).toEqual({
      schema_id: 'default',
      external_id: '7',
      traits: {
        email: 'ada@example.com',
        username: 'ada',
        phone: '+12025550100',
        name: { first: 'Ada', last: 'Byron' },
      },
      verifiable_addresses: [{ value: 'ada@example.com', via: 'email', verified: true, status: 'completed' }],
      metadata_admin: { csv: { team: 'red' } },
    });
  });

  test('have cells that are empty in the words of databases', async () => {
    const text = 'id,email,name,google\n1,ada@example.com,NULL,\\N\n2,bo@example.com,Null,NULL\n';
    const { users } = await convertText(
      csv,
      'rows.csv',
      text,
      settingsOf(undefined, ['credentials.oidc.google=google', 'traits.name=name']),
    );
    expect(users.map(({ converted: { identity } }) => [identity?.traits, identity?.credentials])).toEqual([
      [{ email: 'ada@example.com' }, undefined],
      [{ email: 'bo@example.com', name: 'Null' }, undefined],
    ]);
  });

  test('are told for the columns that they lack and the mapping asks for', async () => {
    const mapping = `
map:
  traits.email: [mail, email]
  traits.name: name
  credentials.password: {from: pasword, kind: md5, fields: {salt: slat}}
  credentials.oidc: {provider: provider, subject: uid}
`;
    const text = 'email,name,password,salt,provider\nada@example.com,Ada,x,y,google\n';
    const { problems } = await convertText(csv, 'rows.csv', text, settingsOf(mapping));
    expect(problems.map(({ code, field }) => [code, field])).toEqual([
      ['no-such-column', 'pasword'],
      ['no-such-column', 'slat'],
      ['no-such-column', 'uid'],
    ]);
    expect(problems[0]?.message).toBe(
      'the file has no such column, and the mapping takes credentials.password from it',
    );
  });

  test('may be JSON: a list, an object around one, or lines', async () => {
    const rows = [{ email: 'ada@example.com' }, { email: 'bo@example.com' }];
    for (const text of [
      JSON.stringify(rows),
      JSON.stringify({ users: rows, next: null }),
      rows.map((row) => JSON.stringify(row)).join('\n'),
    ]) {
      const { users } = await convertText(csv, 'rows.json', text);
      expect(users.map(({ value }) => value['email'])).toEqual(['ada@example.com', 'bo@example.com']);
    }
  });

  test('may have their list under any name, if the mapping says so', async () => {
    const text = JSON.stringify({ members: [{ email: 'ada@example.com' }] });
    const { users } = await convertText(csv, 'rows.json', text, settingsOf('records: members'));
    expect(users).toHaveLength(1);
  });

  test('need no header, if the mapping has the columns', () => {
    expect(oldShop.map(({ value }) => value['number'])).toEqual(['c-1001', 'c-1002', 'c-1003']);
  });
});

describe('a row', () => {
  test.each(Object.entries(passwords))('of %s keeps its password', async (address, password) => {
    const row = all.find(({ value }) => value['email'] === address || value['mail'] === address);
    const whole = row?.converted ?? one({});
    await expect(matches(password, whole)).resolves.toBe(true);
    await expect(matches(`${password}.`, whole)).resolves.toBe(false);
  });

  test('is an identity as the mapping says', () => {
    expect(passport.map(({ converted: { identity } }) => identity)).toMatchObject([
      { external_id: '1', state: 'active', traits: { email: 'alma@example.com', name: 'Alma Berg' } },
      {
        credentials: {
          oidc: { config: { providers: [{ provider: 'google', subject: '110000000000000000077' }] } },
        },
      },
      { state: 'inactive', traits: { name: 'Caja "CC" Dorn, Jr.' } },
    ]);
    expect(passport[0]?.converted.leftOut).toEqual(['provider']);
  });

  test('keeps the rest under the name of the mapping', () => {
    expect(passport[0]?.converted.identity?.metadata_admin).toEqual({
      shop: { created_at: '2024-03-01 10:00:00' },
    });
  });

  test('has constants of the mapping', () => {
    expect(oldShop[0]?.converted.identity?.metadata_admin).toEqual({ migrated_at: '2026-11-21' });
  });

  test('has an authenticator app, in base32 or as the URL of a QR code', () => {
    expect(oldShop[0]?.converted.identity?.credentials?.totp?.config.totp_url).toContain(
      'secret=JBSWY3DPEHPK3PXP',
    );
    const settings = settingsOf(undefined, ['credentials.totp=otp']);
    const url = 'otpauth://totp/Shop:ada?secret=JBSWY3DPEHPK3PXP&digits=6&period=30&algorithm=SHA1';
    expect(one({ otp: url }, settings).identity?.credentials?.totp?.config.totp_url).toContain(
      'secret=JBSWY3DPEHPK3PXP',
    );
    expect(one({ otp: url.replace('digits=6', 'digits=8') }, settings).problems).toMatchObject([
      { code: 'totp' },
    ]);
  });

  test('has recovery codes where they are plain', () => {
    const settings = settingsOf(undefined, ['credentials.lookup_secret=codes']);
    expect(
      one({ codes: 'aaaa-1111, bbbb-2222' }, settings).identity?.credentials?.lookup_secret?.config,
    ).toEqual({
      recovery_codes: [{ code: 'aaaa-1111' }, { code: 'bbbb-2222' }],
    });
    expect(one({ codes: ['cccc'] }, settings).identity?.credentials?.lookup_secret).toBeDefined();
    const hashed = one({ codes: '$2b$05$.yMChGfE0ODGZD7B7agPAOXfhpBHBTXcGuKBTFX7zzWMAXTWwVZqu' }, settings);
    expect(hashed.identity?.credentials).toBeUndefined();
    expect(hashed.problems).toMatchObject([{ code: 'lookup-secret', rejects: false }]);
  });
});

describe('an address of a row', () => {
  test('is verified by a flag or a time, and told where it is neither', () => {
    expect(laravel.map(({ converted: { identity } }) => identity?.verifiable_addresses?.length)).toEqual([
      1,
      undefined,
    ]);
    expect(oldShop[2]?.converted.problems).toMatchObject([
      { code: 'field', field: 'confirmed', rejects: false },
    ]);
    expect(oldShop[2]?.converted.identity?.verifiable_addresses).toBeUndefined();
  });

  test('is verified by a word that the mapping explains', () => {
    const settings = settingsOf(
      'map: {verified.email: {from: status, values: {CONFIRMED: true, NEW: false}}}',
    );
    expect(one({ status: 'CONFIRMED' }, settings).identity?.verifiable_addresses).toHaveLength(1);
    expect(one({ status: 'NEW' }, settings).identity?.verifiable_addresses).toBeUndefined();
    expect(one({ status: 'ODD' }, settings).problems).toMatchObject([{ field: 'status', rejects: false }]);
  });

  test('is not by a time that stands for none', () => {
    const settings = settingsOf(undefined, ['verified.email=confirmed_at']);
    for (const time of ['0001-01-01 00:00:00', '1970-01-01T00:00:00Z', '0000-00-00 00:00:00']) {
      const { identity, problems } = one({ confirmed_at: time }, settings);
      expect(identity?.verifiable_addresses).toBeUndefined();
      expect(problems).toMatchObject([{ field: 'confirmed_at', rejects: false }]);
    }
  });

  test('may be any trait that has a flag', () => {
    const settings = settingsOf(undefined, ['traits.contact=tel', 'verified.contact=ok', 'traits.email=']);
    expect(one({ tel: '+1 202 555 0100', ok: '1' }, settings).identity?.verifiable_addresses).toMatchObject([
      { via: 'sms' },
    ]);
    expect(one({ tel: 'ada@example.org', ok: '1' }, settings).identity?.verifiable_addresses).toMatchObject([
      { via: 'email' },
    ]);
  });

  test('may be several', () => {
    const settings = settingsOf(
      'map: {traits.emails: {from: mails, as: list}, traits.email: null, verified.emails: ok}',
    );
    const { identity, unique } = one({ mails: 'a@example.com; b@example.com', ok: 't' }, settings);
    expect(identity?.verifiable_addresses?.map(({ value }) => value)).toEqual([
      'a@example.com',
      'b@example.com',
    ]);
    expect(unique).toEqual(['name:a@example.com', 'name:b@example.com']);
  });
});

describe('an identifier of a row', () => {
  test('is any trait that the mapping calls one', () => {
    expect(oldShop[1]?.converted.identity?.traits).toEqual({
      customer_number: 'c-1002',
      name: { first: 'Ivar', last: 'Holm' },
    });
    expect(oldShop[1]?.converted.unique).toEqual(['name:c-1002', 'external_id:c-1002']);
  });

  test('is needed', () => {
    expect(one({ email: '' }).problems).toMatchObject([
      { code: 'no-identifier', field: 'email', rejects: true },
    ]);
  });
});

describe('a hash of a row', () => {
  const bcrypt = '$2b$05$.yMChGfE0ODGZD7B7agPAOXfhpBHBTXcGuKBTFX7zzWMAXTWwVZqu';

  test('is recognised where the mapping does not say what made it', () => {
    const settings = settingsOf(undefined, ['credentials.password=hash']);
    expect(one({ hash: bcrypt }, settings).password).toBe('bcrypt');
    expect(one({ hash: '{SSHA}YczjF7d9jBRpfWpaoQIr7Mr98Klaq7UW' }, settings).password).toBe('ssha');
    expect(one({ hash: '$md5$PLTnMmMfR+brlh80VUt83g==' }, settings).password).toBe('md5');
    expect(one({ hash: '$P$B6Fpr0kqhTxF1i7SQ6E/k089LqXOi1/' }, settings).hook).toMatchObject({
      kind: 'phpass',
      identifiers: ['ada@example.com'],
    });
  });

  test('that nobody can recognise leaves the row out, and says what to do', () => {
    const settings = settingsOf(undefined, ['credentials.password=hash']);
    const { identity, problems } = one({ hash: '3cb4e732631f47e6eb961f34554b7cde' }, settings);
    expect(identity).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'password', field: 'hash', rejects: true }]);
    expect(problems[0]?.message).toContain('say with `kind` of the mapping what made it');
  });

  test('in the form of Kratos is taken as it is, if it can match', () => {
    const settings = settingsOf('map: {credentials.password: {from: hash, kind: kratos}}');
    expect(one({ hash: bcrypt }, settings).password).toBe('bcrypt');
    expect(one({ hash: '$scrypt$ln=14,r=8,p=1$YWJj$YWJj' }, settings).problems).toMatchObject([
      { code: 'password' },
    ]);
  });

  test('is none where the column has the password itself', () => {
    const settings = settingsOf('map: {credentials.password: {from: secret, kind: plain}}');
    expect(one({ secret: 'correct horse' }, settings)).toMatchObject({
      password: 'plain text',
      identity: { credentials: { password: { config: { password: 'correct horse' } } } },
    });
  });

  test('may be an object within a row of JSON', () => {
    const settings = settingsOf('map: {credentials.password: {from: auth, kind: passport-local-mongoose}}');
    const { hash, salt } = mongoose[0]?.value ?? {};
    expect(one({ auth: { hash, salt } }, settings).password).toBe('pbkdf2');
    expect(one({}, settings).password).toBe('none');
  });

  test('that is missing is none', () => {
    expect(mongoose[1]?.converted).toMatchObject({ password: 'none', problems: [] });
    expect(oldShop[1]?.converted.password).toBe('none');
  });

  test('that nothing is mapped from is left out, not kept for administrators to read', () => {
    const { identity, leftOut } = one({ password_hash: bcrypt });
    expect(leftOut).toEqual(['password_hash']);
    expect(JSON.stringify(identity)).not.toContain(bcrypt);
  });

  test('is not guessed without a field that belongs to it', () => {
    const md5 = settingsOf('map: {credentials.password: {from: h, kind: md5, fields: {salt: slt}}}');
    const h = '4f041396cb9b51be2f42eec1729b3b1e';
    expect(one({ h, salt: 'x' }, md5)).toMatchObject({
      identity: undefined,
      problems: [
        {
          field: 'h',
          message: 'by the mapping a part of the hash is in slt, and the record has no such field',
        },
      ],
    });
    expect(one({ h, slt: '' }, md5).password).toBe('md5');
    const pbkdf2 = settingsOf(
      'map: {credentials.password: {kind: passport, fields: {hashed_password: hsh, salt: salt}}}',
    );
    expect(one({ hash: h, salt: 'x' }, pbkdf2).problems).toMatchObject([{ field: 'salt', rejects: true }]);
    expect(one({ name: 'nobody' }, pbkdf2).password).toBe('none');
  });
});

describe('links of a row', () => {
  test('may be two columns, for whoever has a subject', () => {
    const settings = settingsOf('map: {credentials.oidc: {provider: provider, subject: provider_id}}');
    const { identity } = one({ provider: 'github', provider_id: 583231 }, settings);
    expect(identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'github', subject: '583231' },
    ]);
    expect(identity?.metadata_admin).toBeUndefined();
    expect(one({ provider: 'local', provider_id: '' }, settings)).toMatchObject({
      problems: [],
      identity: { metadata_admin: { csv: { provider: 'local' } } },
    });
    expect(one({ provider_id: '7' }, settings).problems).toMatchObject([{ code: 'link', rejects: false }]);
  });

  test('may be a list, also as a text of JSON', async () => {
    const mapping = 'map: {credentials.oidc: {from: links, provider: p, subject: s}}\nproviders: {g: google}';
    const links = [
      { p: 'g', s: '1', since: '2024' },
      { p: 'github', s: '2' },
    ];
    for (const value of [links, JSON.stringify(links)]) {
      const text = JSON.stringify({ email: 'ada@example.com', links: value });
      const { users } = await convertText(csv, 'rows.json', text, settingsOf(mapping));
      expect(users[0]?.converted.identity).toMatchObject({
        credentials: {
          oidc: { config: { providers: [{ provider: 'google', subject: '1' }, { subject: '2' }] } },
        },
        metadata_admin: { csv: { links: [{ since: '2024' }] } },
      });
    }
  });

  test.each([[[{ p: 'g' }]], [7], ['no json'], [[null]]])('that are %j are told', (links) => {
    const settings = settingsOf('map: {credentials.oidc: {from: links, provider: p, subject: s}}');
    expect(one({ links }, settings).problems).toMatchObject([
      { code: 'link', field: 'links', rejects: false },
    ]);
  });
});

/** Found in the identity in other words. */
const understood = ['verified', 'active', 'hash', 'salt', 'md5', 'otp', 'confirmed'];

describe('of a row', () => {
  test.each(all)('nothing is lost: $value.email$value.mail', ({ value, converted: whole }) => {
    expect(lostLeaves(value, whole, understood)).toEqual([]);
  });

  test('nothing is lost whatever else it has', () => {
    const more = fc.dictionary(
      fc.string({ minLength: 1 }).map((name) => `x-${name}`),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(more, (fields) => {
        const value = { email: 'ada@example.com', ...fields };
        expect(lostLeaves(value, one(fields), [])).toEqual([]);
      }),
    );
  });

  test('whatever stands in a field, none throws', () => {
    const settings = mergeSettings('csv', readMappingFile(fixture('csv/old-shop.yaml')), none);
    const names = ['number', 'mail', 'first', 'md5', 'salt', 'otp', 'confirmed'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        expect(one({ number: 'c-1', [name]: value }, settings).problems).toBeInstanceOf(Array);
      }),
    );
  });
});
