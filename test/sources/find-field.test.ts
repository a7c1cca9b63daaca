import { describe, expect, test } from 'vitest';
import { findField, placesOf } from '../../src/sources/find-field.ts';

const record = {
  email: '',
  contact: { mail: 'ada@example.com' },
  'a.b': 'flat',
  a: { b: 'deep' },
  list: ['x'],
};

describe('a field', () => {
  test('is found by its path', () => {
    expect(findField(record, placesOf({ from: 'contact.mail' }))).toEqual({
      value: 'ada@example.com',
      path: 'contact.mail',
    });
    expect(findField(record, placesOf({ from: 'list.0' }))).toEqual({ value: 'x', path: 'list.0' });
  });

  test('is the first of several that holds something', () => {
    const places = placesOf({ from: 'email', otherwise: ['none', 'contact.mail', 'list'] });
    expect(findField(record, places)?.path).toBe('contact.mail');
  });

  test('is a column with dots in its name before it is a path', () => {
    expect(findField(record, placesOf({ from: 'a.b' }))).toEqual({ value: 'flat', path: String.raw`a\.b` });
    expect(findField({ a: { b: 'deep' } }, placesOf({ from: 'a.b' }))).toEqual({
      value: 'deep',
      path: 'a.b',
    });
  });

  test('is undefined where every place is empty', () => {
    expect(findField(record, placesOf({ from: 'email', otherwise: ['contact.phone'] }))).toBeUndefined();
  });

  test('is never what every object has', () => {
    expect(findField({}, placesOf({ from: 'constructor', otherwise: ['toString.name'] }))).toBeUndefined();
  });
});
