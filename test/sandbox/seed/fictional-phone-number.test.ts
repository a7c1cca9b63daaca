import { expect, test } from 'vitest';
import { isPhoneNumber } from '../../../src/sandbox/schemas/formats.ts';
import { fictionalPhoneNumber } from '../../../src/sandbox/seed/fictional-phone-number.ts';

test('there are 120,000 fictional phone numbers, each once, and no more', () => {
  const numbers = Array.from({ length: 120_000 }, (_, index) => fictionalPhoneNumber(index));
  expect(new Set(numbers).size).toBe(120_000);
  expect(numbers.filter((number) => number === undefined || !isPhoneNumber(number))).toEqual([]);
  expect(fictionalPhoneNumber(120_000)).toBeUndefined();
});
