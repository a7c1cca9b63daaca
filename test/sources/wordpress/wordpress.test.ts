import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConvertedIdentity, IdentityBody } from '../../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../../src/sources/default-settings.ts';
import * as wordpress from '../../../src/sources/wordpress/wordpress.ts';
import { lostLeaves } from '../lost-leaves.ts';
import { matches } from '../matches.ts';
import { otherExports } from '../other-exports.ts';
import { type Converted, convertAll, convertText, fixture, recognised } from '../source-files.ts';

const settings = { hook: true, badPassword: 'without-password' } as const;
const convert = (...names: readonly string[]): ReturnType<typeof convertAll> =>
  convertAll(
    wordpress,
    names.map((name) => fixture(`wordpress/${name}`)),
    settings,
  );
const dump = await convert('phpmyadmin.json');
const understood = ['user_pass', 'user_status', 'meta._two_factor_totp_key'];

function user(name: string, { users }: { users: readonly Converted[] } = dump): Converted {
  const found = users.find(({ value }) => value['user_login'] === name);
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
  const whole = { ID: '1', user_login: 'ada', user_pass: '', ...value };
  return wordpress.toIdentity({ place, value: whole }, { ...defaultSettings, ...settings });
}

/** A table as phpMyAdmin exports it, and rows of usermeta of user 1. */
const table = (name: string, data: readonly object[]): object => ({ type: 'table', name, data });
const ofUser = (rows: Readonly<Record<string, string>>): object[] =>
  Object.entries(rows).map(([key, value]) => ({ user_id: '1', meta_key: key, meta_value: value }));

describe('files of WordPress', () => {
  test.each([
    ['wp-cli-users.csv', 'users'],
    ['wp-cli-users.json', 'users'],
    ['phpmyadmin-users.csv', 'users'],
    ['network-users.csv', 'users'],
    ['mysql-users.tsv', 'users'],
    ['phpmyadmin-usermeta.csv', 'usermeta'],
    ['mysql-usermeta.tsv', 'usermeta'],
    ['phpmyadmin.json', 'dump'],
  ])('%s is known for what it is', async (name, role) => {
    expect(await recognised(wordpress, fixture(`wordpress/${name}`))).toBe(role);
  });

  test('are no files of other systems', async () => {
    const roles = (await otherExports('wordpress')).map(
      async (path) => [path, await recognised(wordpress, path)] as const,
    );
    expect((await Promise.all(roles)).filter(([, role]) => role !== undefined)).toEqual([]);
  });

  test('are no other database of phpMyAdmin', () => {
    const first = { type: 'header', version: '5.2.1', comment: 'Export to JSON plugin for phpMyAdmin' };
    const text = `[\n${JSON.stringify(first)},\n{"type":"table","name":"shop_orders","data":[]}]`;
    expect(wordpress.recognise({ name: 'shop.json', text, columns: [], first })).toBeUndefined();
  });

  test('give users with their usermeta, and count rows of other tables', () => {
    expect(dump.users).toHaveLength(13);
    expect(dump.problems).toMatchObject([
      { code: 'beside-records', names: ['option_id …'] },
      {
        code: 'unjoined',
        field: 'user_id',
        message: expect.stringMatching(/^2 of the rows of usermeta/) as string,
      },
    ]);
  });

  test.each([
    ['phpmyadmin-users.csv', 'phpmyadmin-usermeta.csv'],
    ['mysql-usermeta.tsv', 'mysql-users.tsv'],
    ['phpmyadmin-users.csv', 'mysql-usermeta.tsv'],
  ])('%s and %s together say the same', async (...names) => {
    const { users, problems } = await convert(...names);
    expect(users.map(({ converted: made }) => made)).toEqual(dump.users.map(({ converted: made }) => made));
    expect(problems).toMatchObject([{ code: 'unjoined' }]);
  });

  test.each(['wp-cli-users.csv', 'wp-cli-users.json'])('%s has users without usermeta', async (name) => {
    const listed = await convert(name);
    expect(listed.problems).toEqual([]);
    expect(listed.users).toHaveLength(13);
    expect(identity('ada', listed)).toMatchObject({
      external_id: '1',
      traits: { email: 'ada@example.com', username: 'ada' },
      metadata_admin: {
        wordpress: { roles: 'administrator,bbp_keymaster', display_name: 'Ada "the first" Byron' },
      },
    });
  });

  test('of two installations in one database give nobody the usermeta of somebody else', async () => {
    const app = {
      _two_factor_totp_key: 'A2B2',
      _two_factor_enabled_providers: 'a:1:{i:0;s:15:"Two_Factor_Totp";}',
    };
    const { users, problems } = await convertText(
      wordpress,
      'web.json',
      JSON.stringify([
        { type: 'header', version: '5.2.1', comment: 'Export to JSON plugin for PHPMyAdmin' },
        table('blog_usermeta', ofUser({ nickname: 'Bo', ...app })),
        table('blog_users', [{ ID: '1', user_login: 'bo', user_pass: '' }]),
        table('wp_usermeta', ofUser({ nickname: 'Ada' })),
        table('wp_users', [{ ID: '1', user_login: 'ada', user_pass: '' }]),
      ]),
    );
    expect(problems).toEqual([]);
    expect(users.map(({ value }) => [value['user_login'], value['meta']])).toEqual([
      [
        'bo',
        { nickname: 'Bo', _two_factor_totp_key: 'A2B2', _two_factor_enabled_providers: ['Two_Factor_Totp'] },
      ],
      ['ada', { nickname: 'Ada' }],
    ]);
  });

  test('may have tables of any name, where there is one of users and one of usermeta', async () => {
    const { users } = await convertText(
      wordpress,
      'web.json',
      JSON.stringify([
        { type: 'header', version: '5.2.1', comment: 'Export to JSON plugin for PHPMyAdmin' },
        { type: 'table', name: 'people', data: [{ ID: '1', user_login: 'ada', user_pass: '' }] },
        { type: 'table', name: 'about', data: [{ user_id: '1', meta_key: 'nickname', meta_value: 'Ada' }] },
      ]),
    );
    expect(users).toMatchObject([{ value: { meta: { nickname: 'Ada' } } }]);
  });

  test('may have columns of usermeta beside those of users', async () => {
    const text =
      'ID,user_login,user_email,user_pass,first_name,last_name,wp_capabilities\n' +
      '7,zoe,zoe@example.com,,Zoe,Zeta,"a:1:{s:6:""author"";b:1;}"\n';
    const { users } = await convertText(wordpress, 'users.csv', text, settings);
    expect(users[0]?.converted.identity).toMatchObject({
      traits: { name: { first: 'Zoe', last: 'Zeta' } },
      metadata_admin: { wordpress: { wp_capabilities: ['author'] } },
    });
  });

  test('without hashes say so for everybody', async () => {
    const text = 'ID,user_login,user_email\n7,zoe,zoe@example.com\n';
    const { users } = await convertText(wordpress, 'users.csv', text, settings);
    expect(users[0]?.converted.problems).toMatchObject([
      { code: 'password', field: 'user_pass', rejects: false },
    ]);
  });
});

describe('a password of WordPress', () => {
  test.each(['ada', 'bo', 'cem', 'dora', 'emil@example.com', 'fumi', 'gus', 'hana', 'jack', 'mo of example'])(
    'lets %s in',
    async (name) => {
      expect(await matches(`${name}'s pass phrase`, converted(name))).toBe(true);
      expect(await matches(`${name}'s pass phras`, converted(name))).toBe(false);
    },
  );

  test('is known for its kind', () => {
    const kinds = ['ada', 'bo', 'cem', 'dora', 'jack', 'kaja', 'lena'].map(
      (name) => converted(name).password,
    );
    expect(kinds).toEqual([
      'hook: phpass',
      'hook: wordpress',
      'md5',
      'bcrypt',
      'argon2id',
      'none',
      'not brought over',
    ]);
  });

  test('that is cut off is told without it', () => {
    expect(converted('lena').problems).toMatchObject([{ code: 'password', field: 'user_pass' }]);
    expect(JSON.stringify(converted('lena').problems)).not.toContain('$P$');
  });

  test('goes to the hook for whatever the person may type', () => {
    expect(converted('mo of example').hook?.identifiers).toEqual(['mo@example.org', 'mo of example']);
  });
});

describe('a user of WordPress', () => {
  test('has names of usermeta, and the roles of each site', () => {
    expect(identity('ada')).toMatchObject({
      external_id: '1',
      state: 'active',
      traits: { email: 'ada@example.com', username: 'ada', name: { first: 'Ada', last: 'Byron' } },
      metadata_admin: {
        wordpress: {
          user_registered: '2015-06-07 08:09:10',
          display_name: 'Ada "the first" Byron',
          meta: {
            wp_capabilities: ['administrator', 'bbp_keymaster'],
            wp_2_capabilities: ['editor'],
            description: 'Two lines,\nwith a comma,\ta tab and a \\ backslash.',
            favourite: ['tea', 'cake'],
          },
        },
      },
    });
    expect(identity('fumi')?.traits['name']).toEqual({ first: '文', last: '佐藤' });
  });

  test('has serialised settings taken apart, and as they are where they cannot be', () => {
    expect(identity('fumi')?.metadata_admin?.['wordpress']).toMatchObject({
      meta: {
        preferences: { 色: '青', sizes: [1, 2.5] },
        broken: 'a:1:{s:3:"cut";s:99:"short";}',
        object: 'O:8:"stdClass":1:{s:1:"a";i:1;}',
      },
    });
  });

  test('leaves sessions, codes and keys behind, counted', () => {
    expect(converted('ada').leftOut).toEqual([
      'meta.session_tokens',
      'meta._two_factor_backup_codes',
      'meta._application_passwords',
    ]);
    expect(converted('bo').leftOut).toEqual(['user_activation_key']);
    expect(converted('jack').leftOut).toEqual(['meta._two_factor_totp_key']);
    expect(
      JSON.stringify(dump.users.map(({ converted: { identity: body } }) => body?.metadata_admin)),
    ).not.toMatch(/\$P\$|JBSWY3DP|expiration/);
  });

  test('keeps the authenticator app of Two Factor where it is switched on', () => {
    expect(identity('ada')?.credentials?.totp?.config.totp_url).toContain(
      'secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    );
    expect(identity('jack')?.credentials?.totp).toBeUndefined();
  });

  test('is inactive by user_status, and by spam and deleted of a network', async () => {
    const network = await convert('network-users.csv');
    const states = ['ada', 'bo', 'cem'].map((name) => identity(name, network)?.state);
    expect(states).toEqual(['active', 'inactive', 'inactive']);
    expect(identity('gus')?.state).toBe('inactive');
    expect(identity('bo', network)?.metadata_admin?.['wordpress']).toMatchObject({ spam: '1' });
  });

  test('may have been registered at no time', () => {
    expect(converted('gus').problems).toEqual([]);
    expect(identity('gus')?.metadata_admin?.['wordpress']).toMatchObject({
      user_registered: '0000-00-00 00:00:00',
    });
  });

  test('without an address has the user name, as the address where it is one', () => {
    expect(identity('hana')?.traits).toEqual({ username: 'hana' });
    expect(identity('ines@example.com')?.traits).toEqual({ email: 'ines@example.com' });
  });

  test('whose user name is the address has the address alone', () => {
    expect(identity('emil@example.com')?.traits).toEqual({ email: 'Emil@example.com' });
  });

  test('has no verified address', () => {
    expect(
      dump.users.filter(({ converted: made }) => made.identity?.verifiable_addresses !== undefined),
    ).toEqual([]);
  });

  test.each(dump.users)('loses nothing: $value.user_login', (whole) => {
    expect(lostLeaves(whole.value, whole.converted, understood)).toEqual([]);
  });

  test('loses nothing whatever else it has', () => {
    const more = fc.dictionary(
      fc.string({ minLength: 1 }).map((name) => `x-${name}`),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(more, fc.constantFrom(...dump.users), (fields, { value }) => {
        const whole = { ...value, ...fields, meta: { ...(value['meta'] as object), ...fields } };
        expect(lostLeaves(whole, one(whole), understood)).toEqual([]);
      }),
    );
  });

  test('throws for nothing that stands in a field', () => {
    const names = [...new Set(dump.users.flatMap(({ value }) => Object.keys(value))), 'spam', 'deleted'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        expect(one({ [name]: value }).problems).toBeInstanceOf(Array);
      }),
    );
  });
});
