import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { goodRows, rowsOfText, seen } from './input-rows.ts';

const entry = (who: string): string => `- traits: {email: ${who}@example.com}\n`;
const [ada, ben] = ['ada', 'ben'].map((who) => ({ traits: { email: `${who}@example.com` } }));

describe('an entry of YAML that is broken costs itself, and the place is told', () => {
  it.each<[string, string | Buffer, string]>([
    [
      'a flow that is not closed',
      '- traits: {a: 1\n',
      '2 syntax at line 2: At line 3, column 1: Flow map in block collection must be sufficiently indented and end with a }',
    ],
    [
      'a key that is there twice',
      '- traits:\n    a: 1\n    b: {c: 2, c: 3}\n',
      '2 syntax at line 2 /traits/b/c: At line 4, column 15: a key is there twice in one map',
    ],
    [
      'a key behind the entry',
      '- traits: {}\nschema_id: x\n',
      '2 syntax at line 2: At line 3, column 1: Unexpected scalar at node end',
    ],
    [
      'a number that is none to JSON',
      '- traits:\n    phone: +491234567\n',
      '2 syntax at line 2 /traits/phone: At line 3, column 12: to YAML this is a number, and it would be changed; put it in quotes if it is a text',
    ],
    [
      'a number that begins with 0',
      '- traits: {zip: [01234]}\n',
      '2 syntax at line 2 /traits/zip/0: At line 2, column 18: to YAML this is a number, and it would be changed; put it in quotes if it is a text',
    ],
    [
      'not a number at all',
      '- traits: {a: .nan}\n',
      '2 syntax at line 2 /traits/a: At line 2, column 15: to YAML this is a number, and it would be changed; put it in quotes if it is a text',
    ],
    [
      'a whole number beyond 2^53',
      '- traits: {a: 9007199254740993}\n',
      '2 syntax at line 2 /traits/a: At line 2, column 15: the number has more digits than can be kept, and would be changed; put it in quotes',
    ],
    ['an alias', '- traits: *a\n', '2 syntax at line 2: At line 2, column 11: aliases are not allowed'],
    ['a tag', '- traits: !!set {a}\n', '2 syntax at line 2: At line 2, column 17: tags are not allowed'],
    [
      'a NUL',
      '- traits: {a: "x\\0y"}\n',
      '2 nul at line 2 /traits/a: At line 2, column 15: there is a NUL in it, which no database of Kratos stores',
    ],
    [
      'half of a character',
      '- traits: {a: "\\uD83D"}\n',
      '2 encoding at line 2 /traits/a: At line 2, column 15: half of a character (a lone surrogate) is written in it',
    ],
    [
      'bytes that are no UTF-8',
      Buffer.from('- traits:\n    a: \xe9 \n', 'latin1'),
      '2 encoding at line 2: At line 3: Byte 18 of the record (0xE9) is no UTF-8; the file looks like Windows-1252 or Latin-1 (convert it with: iconv -f WINDOWS-1252 -t UTF-8)',
    ],
    [
      'no map',
      '- ada\n',
      '2 not-a-record at line 2: At line 2, column 3: an identity is a map, and this is none',
    ],
  ])('%s', async (_, middle, told) => {
    const content = Buffer.concat([entry('ada'), middle, entry('ben')].map((one) => Buffer.from(one)));
    const found = seen(await rowsOfText('people.yaml', content));
    expect(found).toEqual({ bodies: [ada, ben], told: [told] });
  });

  it('100,000 levels, at whichever there is no more room', async () => {
    const middle = `- traits: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`;
    const { bodies, told } = seen(await rowsOfText('people.yaml', `${entry('ada')}${middle}${entry('ben')}`));
    expect(bodies).toEqual([ada, ben]);
    expect(told.map((one) => one.replace(/column \d+/, 'column N'))).toEqual([
      '2 syntax at line 2: At line 2, column N: it is nested too deeply',
    ]);
  });

  it('in a document of another form, which costs the document', async () => {
    const documents = [
      'traits: {email: ada@example.com}',
      'traits: {a: 1',
      'traits: {email: ben@example.com}',
    ];
    const { bodies, told } = seen(await rowsOfText('people.yaml', documents.join('\n---\n')));
    expect(bodies).toEqual([ada, ben]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^2 syntax at line 3: At line \d, column \d+: /);
  });
});

describe('a list of YAML', () => {
  it('is taken apart by the column of its dashes alone', async () => {
    const text = [
      'identities:',
      '  - create:',
      '      traits:',
      '        - 1',
      '        - a: |',
      '            - no entry',
      '            # no comment',
      '  # a comment',
      '  - create: {traits: "',
      '     - neither"}',
      'next_page_token: x',
      'more:',
      '  - create: {}',
    ];
    const { bodies, told } = seen(await rowsOfText('people.yaml', text.join('\r\n')));
    expect(bodies).toEqual([{ traits: [1, { a: '- no entry\n# no comment\n' }] }, { traits: ' - neither' }]);
    expect(told).toEqual([
      'file beside-records at line 1: What the file says beside its identities is not imported: next_page_token, more',
    ]);
  });

  it('may be longer than what is kept of it', async () => {
    const rows = goodRows(await rowsOfText('people.yaml', entry('ada').repeat(5000)));
    expect(rows.map(({ position, place }) => [position, place.line]).at(-1)).toEqual([5000, 5000]);
  });

  it('that breaks off gives what stands before', async () => {
    const packed = gzipSync(entry('ada').repeat(3)).subarray(0, -4);
    expect(seen(await rowsOfText('people.yaml', packed))).toEqual({
      bodies: [ada, ada, ada],
      told: ['4 truncated at line 4: people.yaml ends too early: the end of the gzip file is missing'],
    });
  });

  it('is told to be JSON lines where it is no list and too long', async () => {
    const long = `identity:\n${'  a: 1234567\n'.repeat(100_000)}---\n${entry('ada')}`;
    expect(seen(await rowsOfText('people.yaml', long))).toEqual({
      bodies: [ada],
      told: [
        '1 too-big at line 1: A document that is no list with a dash for each identity has 1300010 bytes of YAML, and 1048576 are the limit; write it as JSON lines',
      ],
    });
  });
});
