import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unserializePhp } from '../../../src/sources/wordpress/unserialize-php.ts';

/** What PHP 8.2 makes of these values by serialize(). */
describe('a value that PHP serialised', () => {
  test.each([
    ['a:1:{s:13:"administrator";b:1;}', { administrator: true }],
    ['a:2:{i:0;s:1:"a";i:1;s:1:"b";}', ['a', 'b']],
    ['a:0:{}', []],
    ['a:2:{i:1;s:1:"a";i:0;s:1:"b";}', { 0: 'b', 1: 'a' }],
    [
      'a:2:{s:3:"色";s:3:"青";s:5:"sizes";a:3:{i:0;i:-1;i:1;d:2.5;i:2;N;}}',
      { 色: '青', sizes: [-1, 2.5, null] },
    ],
    ['a:1:{s:4:"text";s:11:"";s:9:"x";}";}', { text: '";s:9:"x";}' }],
    ['s:5:"plain";', 'plain'],
    ['b:0;', false],
    ['i:7;', 7],
    ['N;', null],
    ['d:1.0E+25;', undefined],
    ['d:1.0E-7;', 1e-7],
  ])('%s is read', (text, value) => {
    expect(unserializePhp(text)).toEqual(value);
  });

  test.each([
    ['an object', 'O:8:"stdClass":1:{s:1:"a";i:1;}'],
    ['an object in an array', 'a:1:{i:0;O:8:"stdClass":0:{}}'],
    ['a reference', 'a:2:{i:0;a:0:{}i:1;R:2;}'],
    ['an enumeration', 'a:1:{i:0;E:11:"Suit:Hearts";}'],
    ['a length above what is there', 'a:1:{s:3:"cut";s:99:"short";}'],
    ['a length below what is there', 'a:1:{s:3:"cut";s:2:"short";}'],
    ['a length in characters', 'a:1:{i:0;s:1:"青";}'],
    ['a count above what is there', 'a:2:{i:0;i:1;}'],
    ['a count below what is there', 'a:1:{i:0;i:1;i:1;i:2;}'],
    ['a key that is no key', 'a:1:{b:1;i:1;}'],
    ['a number that would change', 'a:1:{i:0;i:9007199254740993;}'],
    ['no number', 'a:1:{i:0;d:NAN;}'],
    ['something behind it', 'a:0:{}a:0:{}'],
    ['an unknown type', 'a:1:{i:0;x:1;}'],
    ['a text of a person', 'a: hello'],
    ['nothing', ''],
  ])('is not read with %s', (_, text) => {
    expect(unserializePhp(text)).toBeUndefined();
  });

  test('is not read above a depth that nobody needs', () => {
    expect(unserializePhp(nested(60))).toBeDefined();
    expect(unserializePhp(nested(100_000))).toBeUndefined();
  });

  test('has keys that change no prototype', () => {
    const read = unserializePhp('a:1:{s:9:"__proto__";a:1:{s:7:"isAdmin";b:1;}}') as Record<string, unknown>;
    expect(read['isAdmin']).toBeUndefined();
    expect(Object.keys(read)).toEqual(['__proto__']);
  });

  test('comes back from what it was made of', () => {
    const member = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'grapheme' }),
        fc.integer(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.string({ minLength: 1 }).map((name) => `k${name}`),
          tie('value'),
          { minKeys: 1, maxKeys: 3 },
        ),
      ),
    }));
    fc.assert(
      fc.property(member.value, (value) => {
        expect(unserializePhp(serialized(value))).toEqual(value);
      }),
    );
  });

  test('is never a reason to throw', () => {
    const pieces = fc.constantFrom(
      'a:',
      '1:',
      '{',
      '}',
      's:',
      '3:',
      '"',
      'abc',
      ';',
      'i:',
      'b:',
      'N;',
      '0',
      '-',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        expect(() => unserializePhp(`a:1:{${parts.join('')}}`)).not.toThrow();
      }),
    );
  });
});

function serialized(value: unknown): string {
  if (typeof value === 'boolean') return `b:${Number(value)};`;
  if (typeof value === 'number') return `i:${value};`;
  if (typeof value === 'string') return `s:${Buffer.byteLength(value)}:"${value}";`;
  const entries = Object.entries(value as object).map(([key, member]) => {
    const name = Array.isArray(value) ? Number(key) : key;
    return serialized(name) + serialized(member);
  });
  return `a:${entries.length}:{${entries.join('')}}`;
}

function nested(depth: number): string {
  return 'a:1:{i:0;'.repeat(depth) + 'i:1;' + '}'.repeat(depth);
}
