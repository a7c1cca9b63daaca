import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFieldPath, parseFieldPath, setAt, valueAt } from '../../src/sources/field-path.ts';

describe('a dotted path', () => {
  test.each([
    ['email', ['email']],
    ['attributes.department.0', ['attributes', 'department', '0']],
    [String.raw`attributes.https://example\.com/role`, ['attributes', 'https://example.com/role']],
    [String.raw`a\\.b`, ['a\\', 'b']],
    ['a b.ü', ['a b', 'ü']],
  ])('%s is taken apart at its dots, but for those after a backslash', (text, names) => {
    expect(parseFieldPath(text)).toEqual(names);
  });

  test.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a\\',
    String.raw`a\.b.`,
    String.raw`a\.b..c`,
    '__proto__',
    'a.__proto__.b',
  ])('%j is none', (text) => {
    expect(parseFieldPath(text)).toBeUndefined();
  });

  test('comes back from any names that it is made of', () => {
    const name = fc.string({ minLength: 1, unit: fc.constantFrom('a', '0', '.', '\\', 'ü', ' ') });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        expect(parseFieldPath(formatFieldPath(names))).toEqual(names);
      }),
    );
  });
});

describe('the value at a path', () => {
  const record = { name: { first: 'Ada' }, emails: ['ada@example.com'], 'a.b': 1, none: null };

  test('is found in objects and in lists', () => {
    expect(valueAt(record, ['name', 'first'])).toBe('Ada');
    expect(valueAt(record, ['emails', '0'])).toBe('ada@example.com');
    expect(valueAt(record, ['a.b'])).toBe(1);
  });

  test.each([
    [['name', 'last']],
    [['none', 'first']],
    [['emails', '1']],
    [['name', 'first', '0']],
    [['toString']],
  ])('is undefined where nothing stands: %j', (names) => {
    expect(valueAt(record, names)).toBeUndefined();
  });

  test('of a text is not one of its characters, nor of a list its length', () => {
    expect(valueAt({ text: 'abc' }, ['text', '0'])).toBeUndefined();
    expect(valueAt({ list: [1] }, ['list', 'map'])).toBeUndefined();
  });
});

describe('setting a value at a path', () => {
  test('makes the objects on the way', () => {
    const target = {};
    expect(setAt(target, ['name', 'first'], 'Ada')).toBe(true);
    expect(setAt(target, ['name', 'last'], 'Lovelace')).toBe(true);
    expect(target).toEqual({ name: { first: 'Ada', last: 'Lovelace' } });
  });

  test.each([{ name: 'Ada' }, { name: null }, { name: ['Ada'] }])(
    'fails where something else is in the way: %j',
    (target) => {
      expect(setAt(target, ['name', 'first'], 'Ada')).toBe(false);
    },
  );

  test('does not reach into the prototype', () => {
    const target: Record<string, unknown> = {};
    setAt(target, ['toString', 'x'], 1);
    expect(Object.hasOwn(target, 'toString')).toBe(true);
    expect(Reflect.get(Reflect.get({}, 'toString') as object, 'x')).toBeUndefined();
  });
});
