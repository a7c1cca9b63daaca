import { expect, test } from 'vitest';
import { inexactNumbers, isExactNumber, mayBeInexact } from '../../src/records/json-numbers.ts';

test('a number is exact where it is the same number, however it is written', () => {
  for (const written of [
    '0',
    '-0',
    '1.50',
    '15e-1',
    '1E2',
    '0.30000000000000004',
    '9007199254740991',
    '1e400',
  ])
    expect([written, isExactNumber(written, Number(written))]).toEqual([written, written !== '1e400']);
});

test('a whole number that cannot be told from its neighbours is not exact, nor are digits that are lost', () => {
  for (const written of [
    '9007199254740993',
    '9007199254740992',
    '0.1000000000000000055',
    '1e-400',
    '0.99999999999999999999',
  ])
    expect([written, isExactNumber(written, Number(written))]).toEqual([written, false]);
});

test('they are told by JSON pointers, and the record can be written again as it was', () => {
  const text = '{"a/b":[1,12345678901234567890],"~":{"c":1e999},"text":"12345678901234567890"}';
  expect(mayBeInexact(text)).toBe(true);
  const found = inexactNumbers(text);
  expect(found?.pointers).toEqual(['/a~1b/1', '/~0/c']);
  expect(JSON.stringify(found?.original)).toBe(text);
});

test('nothing is told where nothing is lost', () => {
  expect(inexactNumbers('{"a":[1,2.5,-3e2],"b":"12345678901234567890"}')).toBeUndefined();
  expect(
    mayBeInexact('{"a":[1,2.5],"time":"2019-03-01T12:34:56.000Z","hash":"$2b$12$N7fvNFBV18WFCgAa"}'),
  ).toBe(false);
});
