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
  ['nope', "invalid character 'n' looking for beginning of value"],
])('%j is refused in the words of Go', (text, message) => {
  expect(() => firstJsonValue(text)).toThrow(message);
});
