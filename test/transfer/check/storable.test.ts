import { describe, expect, it } from 'vitest';
import { storableCheck } from '../../../src/transfer/check/storable.ts';

const check = storableCheck();

const nested = (depth: number): unknown[] => {
  let value: unknown[] = [];
  for (let level = 1; level < depth; level += 1) value = [value];
  return value;
};

describe('a check of what databases keep', () => {
  it('finds NUL and half a character wherever they stand', () => {
    expect(check({ traits: { name: { first: 'a\0b' } } })).toMatchObject({
      code: 'character',
      pointer: '/traits/name/first',
      rule: 'no NUL',
      rejects: true,
    });
    expect(check({ metadata_admin: [1, { 'a/b': ['x', '\0'] }] })?.pointer).toBe('/metadata_admin/1/a~1b/1');
    expect(check({ traits: { 'x\0': 1 } })?.pointer).toBe('/traits/x\0');
    expect(check({ traits: { a: '\ud800x' } })).toMatchObject({
      pointer: '/traits/a',
      rule: 'whole characters',
    });
    expect(check({ traits: { a: '😀 \u0001 é', b: [null, 1, true] } })).toBeUndefined();
  });

  it('finds a NUL in the name of a member also when many names are known', () => {
    const names = Array.from({ length: 3000 }, (_, at) => [`name-${at}`, at]);
    expect(check(Object.fromEntries(names))).toBeUndefined();
    expect(check({ 'late\0': 1 })?.code).toBe('character');
  });

  it('finds numbers that JSON has no word for', () => {
    expect(check({ metadata_admin: { n: Number.POSITIVE_INFINITY } })).toMatchObject({
      code: 'number',
      pointer: '/metadata_admin/n',
    });
    expect(check({ metadata_admin: { n: Number.NaN } })?.code).toBe('number');
  });

  it('measures what is sent in bytes', () => {
    expect(check({ metadata_admin: 'é'.repeat(2_600_000) })).toBeUndefined();
    expect(check({ metadata_admin: 'é'.repeat(2_700_000) })).toMatchObject({
      code: 'too-big',
      pointer: '',
      rule: 'size: 5 MiB',
    });
    expect(check({ metadata_admin: '\u0001'.repeat(900_000) })?.rule).toBe('size: 5 MiB');
    expect(check({ metadata_admin: Array.from({ length: 100_000 }, () => ({ a: 1 })) })).toBeUndefined();
  });

  it('is no deeper than what can be sent', () => {
    expect(check({ metadata_admin: nested(2400) })).toBeUndefined();
    expect(check({ metadata_admin: nested(100_000) })).toMatchObject({
      code: 'too-big',
      rule: 'depth: 2500',
    });
  });
});
