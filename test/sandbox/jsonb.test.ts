import { expect, test } from 'vitest';
import { jsonbText } from '../../src/sandbox/jsonb.ts';

test('members are ordered by length and then by bytes, at every depth', () => {
  expect(jsonbText({ bb: 1, a: { zz: 1, y: [{ d: 1, c: 2 }] }, B: 2 })).toBe(
    '{"B":2,"a":{"y":[{"c":2,"d":1}],"zz":1},"bb":1}',
  );
});

test('what is absent is stored as null', () => {
  expect(jsonbText(undefined)).toBe('null');
});
