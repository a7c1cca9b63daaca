import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConvertedIdentity, IdentityBody } from '../../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../../src/sources/default-settings.ts';
import * as ldif from '../../../src/sources/ldif/ldif.ts';
import { lostLeaves } from '../lost-leaves.ts';
import { otherExports } from '../other-exports.ts';
import { type Converted, convertAll, convertText, fixture, letsIn, recognised } from '../source-files.ts';

const settings = { badPassword: 'without-password' } as const;
const openldap = await convertAll(ldif, [fixture('ldif/openldap.ldif')], settings);
const fedora = await convertAll(ldif, [fixture('ldif/389-directory-server.ldif')], settings);
const windows = await convertAll(ldif, [fixture('ldif/active-directory.ldif')], settings);
const everybody = [...openldap.users, ...fedora.users, ...windows.users];
const understood = ['userPassword', 'unicodePwd'];

function user(name: string): Converted {
  const found = everybody.find(({ value }) =>
    [value['uid'], value['sAMAccountName'], value['cn']].flat().includes(name),
  );
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function converted(name: string): ConvertedIdentity {
  return user(name).converted;
}

function identity(name: string): IdentityBody | undefined {
  return converted(name).identity;
}

function one(value: Record<string, unknown>): ConvertedIdentity {
  const place = { file: 'people.ldif', record: 1, line: 1 };
  return ldif.toIdentity(
    { place, value: { dn: 'uid=ada', uid: 'ada', ...value } },
    { ...defaultSettings, ...settings },
  );
}

const ofText = (text: string): ReturnType<typeof convertText> =>
  convertText(ldif, 'people.ldif', text, settings);

const ofWindows = (control: number): string =>
  `dn: cn=x${control}\nobjectClass: user\nsAMAccountName: x${control}\nuserAccountControl: ${control}\n`;

describe('files of LDIF', () => {
  test.each(['openldap.ldif', '389-directory-server.ldif', 'active-directory.ldif'])(
    '%s is one',
    async (name) => {
      expect(await recognised(ldif, fixture(`ldif/${name}`))).toBe('entries');
    },
  );

  test.each([
    ['version: 1\n\ndn: dc=example\n', true],
    ['# a comment\n#  of two lines\n# folded\n  here\nversion: 1\ndn:: ZGM9ZXhhbXBsZQ==\n', true],
    ['\r\nDN:uid=ada\r\n', true],
    ['# dn: uid=ada\nname: ada\n', false],
    ['version: 1\nusers:\n  - dn: ada\n', false],
    ['dn\nada\n', false],
  ])('%j is one: %s', (text, isOne) => {
    expect(ldif.recognise({ name: 'x', text, columns: [], first: undefined }) !== undefined).toBe(isOne);
  });

  test('are no files of other systems', async () => {
    const roles = (await otherExports('ldif')).map(
      async (path) => [path, await recognised(ldif, path)] as const,
    );
    expect((await Promise.all(roles)).filter(([, role]) => role !== undefined)).toEqual([]);
  });

  test('give the people among their entries, and count the others by their class', () => {
    expect([openldap, fedora, windows].map(({ users }) => users.length)).toEqual([16, 5, 3]);
    const names = [openldap, fedora, windows].map(({ problems }) =>
      problems.flatMap((problem) => problem.names ?? []),
    );
    expect(names).toEqual(
      [
        [
          'organization',
          'organizationalUnit',
          'organizationalRole',
          'organizationalUnit',
          'groupOfNames',
          'posixGroup',
        ],
        ['domain'],
        ['computer', 'contact', 'group'],
      ].map((classes) => classes.map((name) => `objectClass ${name}`)),
    );
  });

  test('give no account by which another domain is trusted', async () => {
    const { users } = await ofText([2080, 4096, 66_048].map(ofWindows).join('\n'));
    expect(users.map(({ value }) => value['sAMAccountName'])).toEqual(['x66048']);
  });

  test('may have been asked for without classes', async () => {
    const { users, problems } = await ofText('dn: uid=ada\nuid: ada\n\ndn: ou=people\nou: people\n');
    expect(users.map(({ value }) => value['uid'])).toEqual(['ada']);
    expect(problems).toMatchObject([{ names: ['objectClass not told'] }]);
  });

  test('may write the names of attributes in any case, and by their other names', async () => {
    const { users } = await ofText(
      'dn: uid=ada\nOBJECTCLASS: InetOrgPerson\nUserID: ada\nrfc822Mailbox: ada@example.com\nSurName: Byron\nGN: Ada\n',
    );
    expect(users[0]?.converted.identity?.traits).toEqual({
      email: 'ada@example.com',
      username: 'ada',
      name: { first: 'Ada', last: 'Byron' },
    });
  });

  test('lose one entry where it is damaged, not the rest', async () => {
    const { users, problems } = await ofText(
      'dn: uid=ada\nuid: ada\n\ndn: uid=bo\nuid\n\ndn: uid=cem\nuid: cem\n',
    );
    expect(users.map(({ value }) => value['uid'])).toEqual(['ada', 'cem']);
    expect(problems).toMatchObject([{ code: 'syntax', place: { record: 2, line: 4 } }]);
  });
});

describe('a userPassword', () => {
  test.each([
    'ada',
    'bo',
    'cem',
    'dora',
    'fumi',
    'gus',
    'hana',
    'ines',
    'jack',
    'kaja',
    'lena@example.com',
    'rosa',
  ])('lets %s in, whose hash the directory itself made', async (name) => {
    expect(await letsIn(converted(name), `${name}'s pass phrase`)).toBe(true);
    expect(await letsIn(converted(name), `${name}'s pass phras`)).toBe(false);
  });

  test('is known for its kind', () => {
    const kinds = ['ada', 'bo', 'cem', 'dora', 'fumi', 'rosa'].map((name) => converted(name).password);
    expect(kinds).toEqual(['ssha', 'sha512-crypt', 'ssha', 'plain text', 'argon2i', 'pbkdf2']);
  });

  test.each([
    ['that another server checks', 'emil'],
    ['of Kerberos', 'tara'],
    ['of crypt(3) that is locked', 'nils'],
    ['that is locked before its scheme', 'olga'],
  ])('%s is none', (_, name) => {
    expect(converted(name)).toMatchObject({ password: 'none', problems: [] });
    expect(identity(name)?.credentials).toBeUndefined();
  });

  test('that is locked behind its scheme is none', () => {
    expect(one({ userPassword: '{SSHA}!cmVkYWN0ZWQgcmVkYWN0ZWQgcmVk' })).toMatchObject({
      password: 'none',
      problems: [],
    });
    expect(one({ userPassword: '{CRYPT}!$6$salt$hash' }).password).toBe('none');
    expect(one({ userPassword: '{CLEARTEXT}!secret' }).identity?.credentials?.password?.config).toEqual({
      password: '!secret',
    });
  });

  test('with several values is the first that Kratos can hold, with a word', () => {
    expect(converted('gus')).toMatchObject({
      password: 'sha',
      problems: [{ code: 'password', message: expect.stringContaining('several values') as string }],
    });
    const values = ['{NTHASH}00', 'in plain text', '{SASL}x'];
    expect(one({ userPassword: values }).identity?.credentials?.password?.config).toEqual({
      password: 'in plain text',
    });
  });

  test('of bytes cannot be brought over', () => {
    expect(one({ userPassword: { base64: '/w==' } }).password).toBe('not brought over');
  });

  test.each(['mo', 'sven', 'ulf'])('that is missing is told: %s', (name) => {
    expect(converted(name).problems).toMatchObject([
      { code: 'password', field: 'userPassword', rejects: false },
    ]);
  });

  test('of Active Directory is refused', () => {
    expect(converted('vera').problems).toMatchObject([{ code: 'password', field: 'unicodePwd' }]);
  });
});

describe('an entry of a person', () => {
  test('has the first address, the names, a telephone and the id', () => {
    expect(identity('ada')).toMatchObject({
      external_id: user('ada').value['entryUUID'],
      state: 'active',
      traits: {
        email: 'ada@example.com',
        username: 'ada',
        phone: '+49 151 12345678',
        name: { first: 'Ada', last: 'Byron' },
      },
      metadata_admin: {
        ldif: {
          dn: 'uid=ada,ou=people,dc=example,dc=com',
          mail: ['ada.byron@work.example'],
          telephoneNumber: '+49 30 1234567',
          departmentNumber: '42',
          memberOf: ['cn=staff,ou=groups,dc=example,dc=com', 'cn=editors,ou=groups,dc=example,dc=com'],
        },
      },
    });
    expect(identity('ada')?.verifiable_addresses).toBeUndefined();
    expect(identity('fumi')?.traits['name']).toEqual({ first: '文', last: '佐藤' });
  });

  test('has the id of 389 Directory Server and of Active Directory, as these show it', () => {
    expect(identity('rosa')?.external_id).toBe('22222222-0f0e11ef-8a3cf8d2-00000001');
    expect(identity('ulf')?.external_id).toBe('33221100-5544-7766-8899-aabbccddee01');
  });

  test('without one has its name in the directory as the id, if that is not too long', () => {
    expect(identity('short')?.external_id).toBe('cn=short,ou=guests,dc=example,dc=org');
    const long = 'a very long name of somebody who has neither an id nor a user name';
    expect(identity(long)?.external_id).toBeUndefined();
    expect(identity(long)?.metadata_admin?.['ldif']).toMatchObject({
      dn: `cn=${long},ou=guests,dc=example,dc=org`,
    });
    expect(converted(long).problems).not.toMatchObject([{ code: 'too-long' }]);
  });

  test('of a system user has a user name alone', () => {
    expect(identity('pim')?.traits).toEqual({ username: 'pim' });
  });

  test('with two user names has the first', () => {
    expect(identity('tara')).toMatchObject({
      traits: { username: 'tara' },
      metadata_admin: { ldif: { uid: ['tara.tan'] } },
    });
  });

  test('whose user name is the address has the address alone', () => {
    expect(identity('lena@example.com')?.traits).toEqual({
      email: 'Lena@Example.com',
      name: { first: 'Lena', last: 'Lund' },
    });
    expect(one({ uid: 'zoe@example.com' }).identity?.traits).toEqual({ email: 'zoe@example.com' });
  });

  test('of Active Directory has its user name from sAMAccountName', () => {
    expect(identity('ulf')?.traits).toEqual({
      email: 'ulf@example.com',
      username: 'ulf',
      phone: '+49 151 7654321',
      name: { first: 'Ulf', last: 'Urban' },
    });
    expect(identity('vera')?.traits).toEqual({ username: 'vera', name: { first: 'Vera', last: 'Voss' } });
  });

  test.each([
    ['an administrator locked it', 'hana'],
    ['it has expired (shadowExpire)', 'jack'],
    ['nsAccountLock says so', 'sven'],
    ['it has the role for that in 389 Directory Server', 'tara'],
    ['userAccountControl says so', 'vera'],
    ['an exclamation mark stands before the scheme', 'olga'],
    ['it has expired (accountExpires)', 'wim'],
  ])('is inactive where %s', (_, name) => {
    expect(identity(name)?.state).toBe('inactive');
  });

  test.each([
    ['it has had too many wrong passwords', { pwdAccountLockedTime: '20240115103000Z' }],
    ['nsAccountLock says no', { nsAccountLock: 'FALSE' }],
    ['userAccountControl says nothing of it', { userAccountControl: '66048' }],
    ['it never expires', { accountExpires: '9223372036854775807', shadowExpire: '-1' }],
    ['0 stands for never', { accountExpires: '0' }],
    ['it expires in a thousand years', { shadowExpire: '380000', krbPrincipalExpiration: '30200101000000Z' }],
    ['there is no password to lock', { userPassword: '{CRYPT}!' }],
    ['one of two passwords is locked', { userPassword: ['!{SSHA}x', 'plain'] }],
  ])('is active where %s', (_, value) => {
    expect(one(value).identity?.state).toBe('active');
  });

  test('is inactive where its account of Kerberos has expired', () => {
    expect(one({ krbPrincipalExpiration: '20200101000000Z' }).identity?.state).toBe('inactive');
  });

  test('leaves photographs, certificates and keys behind, counted', () => {
    expect(converted('ada').leftOut).toEqual(['entryCSN', 'structuralObjectClass', 'jpegPhoto']);
    expect(converted('sven').leftOut).toEqual(['krbPrincipalKey', 'ipaNTHash', 'userCertificate;binary']);
    expect(converted('ulf').leftOut).toEqual(['objectSid', 'thumbnailPhoto']);
    const mixed = one({ description: ['text', { base64: '/w==' }] });
    expect(mixed.leftOut).toEqual(['description']);
    expect(mixed.identity?.metadata_admin?.['ldif']).toMatchObject({ description: ['text'] });
  });

  test('leaves hashes of other kinds behind, counted', () => {
    const hashes = {
      sambaNTPassword: '1F2E3D4C5B6A79880716253443526170',
      pwdHistory: '20240115103000Z#1.3.6#38#{SSHA}x',
    };
    expect(one(hashes).leftOut).toEqual(Object.keys(hashes));
  });

  test.each(everybody)('loses nothing: $value.dn', (whole) => {
    expect(lostLeaves(whole.value, whole.converted, understood)).toEqual([]);
  });

  test('loses nothing whatever else it has', () => {
    const values = fc.oneof(fc.string(), fc.array(fc.oneof(fc.string(), fc.constant({ base64: '/w==' }))));
    const more = fc.dictionary(
      fc.string({ minLength: 1 }).map((name) => `x-${name}`),
      values,
    );
    fc.assert(
      fc.property(more, fc.constantFrom(...everybody), (fields, { value }) => {
        const whole = { ...value, ...fields };
        expect(lostLeaves(whole, one(whole), understood)).toEqual([]);
      }),
    );
  });

  test('throws for nothing that stands in a field', () => {
    const names = [...new Set(everybody.flatMap(({ value }) => Object.keys(value)))];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        expect(one({ [name]: value }).problems).toBeInstanceOf(Array);
      }),
    );
  });
});
