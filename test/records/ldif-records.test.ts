import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LdifRecordOptions, readLdifRecords } from '../../src/records/read-ldif-records.ts';
import { inputOf, type Read, readAll } from './reading.ts';

const read = async (content: string | Buffer, options: LdifRecordOptions = {}): Promise<Read> =>
  readAll(readLdifRecords(await inputOf(content), options));

describe('a file of LDIF records', () => {
  it('has folded lines, comments, base64, options, and attributes of many values', async () => {
    const content = `version: 1
# slapcat
 goes on

# Ada
dn: uid=ada,ou=people,
 dc=example
objectClass: top
objectclass: person
cn:: QWTDqQ==
sn;lang-fr: Lovelace
jpegPhoto:: /9j/
description:
description:  two  

dn:: dWlkPWLDqQ==
changetype: add
uid: bé
`;
    expect(await read(content)).toEqual({
      values: [
        {
          dn: 'uid=ada,ou=people,dc=example',
          objectClass: ['top', 'person'],
          cn: ['Adé'],
          'sn;lang-fr': ['Lovelace'],
          jpegPhoto: [{ base64: '/9j/' }],
          description: ['', 'two  '],
        },
        { dn: 'uid=bé', uid: ['bé'] },
      ],
      places: ['1:6', '2:16'],
      problems: [],
    });
  });

  it('may have line ends of Windows, a first entry right behind the version, and what ldapsearch adds', async () => {
    const content =
      'version: 1\ndn: a\ncn: x\n\n\n\ndn: b\ncn: y\n\n# search result\nsearch: 2\nresult: 0 Success\n\n# numEntries: 2\n';
    const values = [
      { dn: 'a', cn: ['x'] },
      { dn: 'b', cn: ['y'] },
    ];
    expect(await read(content)).toMatchObject({ values, problems: [] });
    expect(await read(content.replaceAll('\n', '\r\n'))).toMatchObject({ values, problems: [] });
  });

  it('may have referrals between its entries, as ldapsearch writes them', async () => {
    const referral = '# search reference\nref: ldap://b.example/dc=b??sub\nref: ldap://c.example/dc=b??sub\n';
    expect(await read(`dn: a\ncn: x\n\n${referral}\ndn: b\ncn: y\n`)).toMatchObject({
      values: [{ dn: 'a' }, { dn: 'b' }],
      problems: [],
    });
  });

  it('is not whole where ldapsearch says that its search was cut off', async () => {
    const found = await read('dn: a\ncn: x\n\n# search result\nsearch: 2\nresult: 4 Size limit exceeded\n');
    expect(found.values).toHaveLength(1);
    expect(found.problems).toMatchObject([
      { code: 'unreadable', message: expect.stringMatching(/may be missing: 4 Size limit exceeded\.$/) },
    ]);
  });

  it('gives texts and bytes as they were written, however folded', async () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array());
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1 }),
        fc.integer({ min: 4, max: 76 }),
        async (values, width) => {
          const bytes = values.map((one) => Buffer.from(one));
          const lines = ['dn: a', ...bytes.map((one) => `x:: ${one.toString('base64')}`)];
          const folded = lines.map((line) => line.replaceAll(new RegExp(`(.{${width}})(?=.)`, 'g'), '$1\n '));
          const [entry] = (await read(`${folded.join('\n')}\n`)).values as [
            { x: (string | { base64: string })[] },
          ];
          expect(
            entry.x.map((one) =>
              typeof one === 'string' ? Buffer.from(one) : Buffer.from(one.base64, 'base64'),
            ),
          ).toEqual(bytes);
        },
      ),
    );
  });

  it('tells what is no entry, or a bad one, and reads the others', async () => {
    const bad = [
      'dn: b\nchangetype: modify\nreplace: mail\nmail: x\n-',
      'dn: c\njpegPhoto:< file:///x.jpg',
      'dn: d\nmail:: %%%',
      'dn: e\nmail',
      'mail: f',
      'dn: g\nmail: x\0',
      'dn: h\ncn: x\ndn: i\ncn: y',
      'dn:: /w==',
    ];
    const found = await read(`dn: a\ncn: x\n\n${bad.join('\n\n')}\n\ndn: z\ncn: z\n`);
    expect(found.values.map((value) => (value as { dn: string }).dn)).toEqual(['a', 'z']);
    expect(found.problems.map(({ code, field, fatal }) => [code, field, fatal])).toEqual([
      ['not-a-record', 'changetype', false],
      ['syntax', 'jpegPhoto', false],
      ['syntax', 'mail', false],
      ['syntax', undefined, false],
      ['syntax', undefined, false],
      ['nul', 'mail', false],
      ['syntax', 'dn', false],
      ['syntax', 'dn', false],
    ]);
  });

  it('tells an entry in another encoding, one that is too big, and half of one', async () => {
    const content = Buffer.from(
      `dn: a\ncn: caf\xe9\n\ndn: b\ncn: ${'x'.repeat(200)}\n\ndn: c\ncn: x\n\ndn: d\nc`,
      'latin1',
    );
    const found = await read(content, { longest: 100 });
    expect(found).toMatchObject({ values: [{ dn: 'c', cn: ['x'] }], places: ['3:7'] });
    expect(found.problems.map(({ at, code, fatal }) => [at, code, fatal])).toEqual([
      ['1:1', 'encoding', false],
      ['2:4', 'too-big', false],
      ['4:10', 'truncated', true],
    ]);
  });

  it('may be cut off within a line, which may then be half a password', async () => {
    const found = await read('dn: a\ncn: x\n\ndn: b\nuserPassword: {SSH');
    expect(found.values).toEqual([{ dn: 'a', cn: ['x'] }]);
    expect(found.problems).toMatchObject([{ at: '2:4', code: 'truncated', fatal: true }]);
  });
});
