import { expect, test } from 'vitest';
import { firstJsonValue } from '../../src/sandbox/go-json.ts';

test.each([
  ['{"a":1} trailing', { a: 1 }],
  ['{"a":"}\\""}{"b":2}', { a: '}"' }],
  ['[1,[2]]]', [1, [2]]],
  ['"x" y', 'x'],
  [' 5 6', 5],
  ['null,', null],
])('of %s only the first value is read', (text, value) => {
  expect(firstJsonValue(text)).toEqual(value);
});

test.each([
  ['', 'EOF'],
  [' \n', 'EOF'],
  ['{"a":', 'unexpected EOF'],
  ['["x', 'unexpected EOF'],
  ['?', "invalid character '?' looking for beginning of value"],
  ['nope', "invalid character 'o' in literal null (expecting 'u')"],
  ['{"a":nul}', "invalid character '}' in literal null (expecting 'l')"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ["{'a':1}", String.raw`invalid character '\'' looking for beginning of object key string`],
  ['{"a"}', "invalid character '}' after object key"],
  ['{"a":1 "b"', `invalid character '"' after object key:value pair`],
  ['{"a":01}', "invalid character '1' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['[-x]', "invalid character 'x' in numeric literal"],
  ['[1.]', "invalid character ']' after decimal point in numeric literal"],
  ['[1e+]', "invalid character ']' in exponent of numeric literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u00g0"', String.raw`invalid character 'g' in \u hexadecimal character escape`],
  ['"a\u0001"', String.raw`invalid character '\x01' in string literal`],
  ['"a\n"', String.raw`invalid character '\n' in string literal`],
  ['\ufeff{}', "invalid character 'ï' looking for beginning of value"],
  ['['.repeat(100_000), 'exceeded max depth'],
])('%j is refused in the words of Go', (text, message) => {
  expect(() => firstJsonValue(text)).toThrow(message);
});
