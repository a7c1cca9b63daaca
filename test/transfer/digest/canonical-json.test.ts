import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/transfer/digest/canonical-json.ts';

test('one text for one value, however its members are ordered', () => {
  expect(canonicalJson({ b: [1.0, { d: null, c: 'ä"' }], a: true })).toBe(
    '{"a":true,"b":[1,{"c":"ä\\"","d":null}]}',
  );
  expect(canonicalJson({ a: true, b: [1, { c: 'ä"', d: null }] })).toBe(
    canonicalJson({ b: [1.0, { d: null, c: 'ä"' }], a: true }),
  );
});

test('a member that is undefined is none, and order in arrays counts', () => {
  expect(canonicalJson({ a: undefined })).toBe('{}');
  expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
});
