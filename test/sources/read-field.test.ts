import { describe, expect, test } from 'vitest';
import { FieldError, flagOf, isEmpty, readField, timeOf } from '../../src/sources/read-field.ts';

describe('what is empty', () => {
  test.each([undefined, null, '', [], {}])('%j', (value) => {
    expect(isEmpty(value)).toBe(true);
    expect(readField(value, { from: 'x' })).toBeUndefined();
  });

  test.each([0, false, ' ', [null], { a: null }])('%j is not', (value) => {
    expect(isEmpty(value)).toBe(false);
  });
});

describe('a field read', () => {
  test('as it is keeps its type', () => {
    expect(readField(5, { from: 'x' })).toBe(5);
    expect(readField({ a: 1 }, { from: 'x' })).toEqual({ a: 1 });
  });

  test('as text makes JSON of objects', () => {
    expect(readField(5, { from: 'x', as: 'text' })).toBe('5');
    expect(readField(false, { from: 'x', as: 'text' })).toBe('false');
    expect(readField(['a'], { from: 'x', as: 'text' })).toBe('["a"]');
  });

  test('as a number takes numbers and their texts', () => {
    expect(readField(' 5.5 ', { from: 'x', as: 'number' })).toBe(5.5);
    expect(readField(5, { from: 'x', as: 'number' })).toBe(5);
  });

  test.each(['five', ' ', true, 'Infinity', [5]])('as a number does not take %j', (value) => {
    expect(() => readField(value, { from: 'x', as: 'number' })).toThrow(
      new FieldError('a number is expected'),
    );
  });

  test.each([true, 'true', 'T', 'yes', 'Y', '1', 1])('as a boolean is true for %j', (value) => {
    expect(readField(value, { from: 'x', as: 'boolean' })).toBe(true);
  });

  test.each([false, 'false', 'F', 'no', 'N', '0', 0])('as a boolean is false for %j', (value) => {
    expect(readField(value, { from: 'x', as: 'boolean' })).toBe(false);
  });

  test('as a boolean is nothing else', () => {
    expect(() => readField('maybe', { from: 'x', as: 'boolean' })).toThrow(FieldError);
    expect(flagOf('maybe')).toBeUndefined();
    expect(flagOf({ toString: 1 })).toBeUndefined();
    expect(timeOf([{ toString: 1 }])).toBeUndefined();
  });

  test('as JSON is what its text says; what is no text stays', () => {
    expect(readField('{"a":[1]}', { from: 'x', as: 'json' })).toEqual({ a: [1] });
    expect(readField({ a: 1 }, { from: 'x', as: 'json' })).toEqual({ a: 1 });
    expect(readField('{}', { from: 'x', as: 'json' })).toBeUndefined();
    expect(() => readField('{"a":', { from: 'x', as: 'json' })).toThrow(new FieldError('JSON is expected'));
  });

  test('as a list is split at commas, semicolons and bars', () => {
    expect(readField('a, b;c|d,,', { from: 'x', as: 'list' })).toEqual(['a', 'b', 'c', 'd']);
    expect(readField(['a'], { from: 'x', as: 'list' })).toEqual(['a']);
    expect(readField(5, { from: 'x', as: 'list' })).toEqual([5]);
    expect(readField(' , ', { from: 'x', as: 'list' })).toBeUndefined();
  });

  test('as the first of a list passes over what is empty', () => {
    expect(readField(['', 'a', 'b'], { from: 'x', as: 'first' })).toBe('a');
    expect(readField('a', { from: 'x', as: 'first' })).toBe('a');
    expect(readField([null], { from: 'x', as: 'first' })).toBeUndefined();
  });

  test('as a time is ISO 8601 in UTC', () => {
    expect(readField('1705312200', { from: 'x', as: 'time' })).toBe('2024-01-15T09:50:00.000Z');
    expect(() => readField('last week', { from: 'x', as: 'time' })).toThrow(FieldError);
  });

  test('with words of its own for what it means has no other words', () => {
    const values = new Map<string, unknown>([
      ['CONFIRMED', 'active'],
      ['1', true],
    ]);
    expect(readField('CONFIRMED', { from: 'x', values })).toBe('active');
    expect(readField(1, { from: 'x', values })).toBe(true);
    expect(() => readField('hunter2', { from: 'x', values })).toThrow(
      new FieldError('its value is none of CONFIRMED, 1; add it to `values` of the mapping'),
    );
  });
});

describe('a time', () => {
  test.each([
    ['2024-01-15T10:30:00.123Z', '2024-01-15T10:30:00.123Z'],
    ['2024-01-15T10:30:00+02:00', '2024-01-15T08:30:00.000Z'],
    ['2024-01-15 10:30:00.123456+00', '2024-01-15T10:30:00.123Z'],
    ['2024-01-15 10:30:00-0330', '2024-01-15T14:00:00.000Z'],
    ['2024-01-15 10:30:00 UTC', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15 10:30', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15', '2024-01-15T00:00:00.000Z'],
    [1_705_312_200, '2024-01-15T09:50:00.000Z'],
    [1_705_312_200_123, '2024-01-15T09:50:00.123Z'],
    ['1705312200.5', '2024-01-15T09:50:00.500Z'],
  ])('%s is %s', (value, iso) => {
    expect(timeOf(value)).toBe(iso);
  });

  test.each([
    '',
    'now',
    '2024',
    '15.01.2024',
    '01/15/2024',
    '2024-13-45',
    '2024-01-15T99:99:99Z',
    42,
    null,
    {},
  ])('%j is none', (value) => {
    expect(timeOf(value)).toBeUndefined();
  });
});
