import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyJsonPatch } from '../../../src/sandbox/apply-json-patch.ts';
import { jsonChanges } from '../../../src/transfer/change/json-changes.ts';

test('equal values need no change, whatever the order of their members', () => {
  expect(jsonChanges('/traits', { a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 })).toEqual([]);
});

test('members are changed one by one, arrays as a whole', () => {
  const before = { email: 'a@b.c', name: { first: 'Ada', last: 'L' }, tags: [1, 2], gone: true };
  const after = { email: 'a@b.c', name: { first: 'Ada', last: 'Lovelace', title: 'Lady' }, tags: [2] };
  expect(jsonChanges('/traits', before, after)).toEqual([
    { op: 'remove', path: '/traits/gone' },
    { op: 'replace', path: '/traits/name/last', value: 'Lovelace' },
    { op: 'add', path: '/traits/name/title', value: 'Lady' },
    { op: 'replace', path: '/traits/tags', value: [2] },
  ]);
});

test('a tilde or a slash in a name is escaped', () => {
  expect(jsonChanges('/t', { 'a/b': { '~': 1 } }, { 'a/b': { '~': 2 } })).toEqual([
    { op: 'replace', path: '/t/a~1b/~0', value: 2 },
  ]);
});

test('a member without a name is changed as a whole, because Kratos finds nothing below it', () => {
  expect(jsonChanges('/t', { '': { a: 1, b: 2 } }, { '': { a: 2, b: 2 } })).toEqual([
    { op: 'replace', path: '/t/', value: { a: 2, b: 2 } },
  ]);
});

test('what is no object is replaced by one, and the other way round', () => {
  expect(jsonChanges('/m', null, { a: 1 })).toEqual([{ op: 'replace', path: '/m', value: { a: 1 } }]);
  expect(jsonChanges('/m', { a: 1 }, null)).toEqual([{ op: 'replace', path: '/m', value: null }]);
});

test('names of the language itself are names like any other', () => {
  const after = JSON.parse('{"__proto__":{"a":1},"constructor":"x"}') as unknown;
  expect(jsonChanges('/t', {}, after)).toEqual([
    { op: 'add', path: '/t/__proto__', value: { a: 1 } },
    { op: 'add', path: '/t/constructor', value: 'x' },
  ]);
});

const names = fc.constantFrom('a', 'b', '0', '1', '-', '~', '/', '~1', 'a/b', '', 'ä', '__proto__');
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, 1.5, '', 'x'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
}));

test('what the changes make of the one is the other, to Kratos as well', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const operations = jsonChanges('/traits', before, after).map(({ op, path, value }) => ({
        op,
        path,
        value: value as unknown,
      }));
      expect(applyJsonPatch({ traits: before }, operations)).toEqual({ traits: after });
    }),
    { numRuns: 500 },
  );
});
