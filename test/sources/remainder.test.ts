import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { remainderOf } from '../../src/sources/remainder.ts';

describe('what is left of a record', () => {
  test('is all that nobody took', () => {
    const { kept, names } = remainderOf(
      { email: 'ada@example.com', city: 'London', age: 36 },
      new Set(['email']),
    );
    expect(kept).toEqual({ city: 'London', age: 36 });
    expect(names).toEqual(['city', 'age']);
  });

  test('keeps false and zero, and nothing that is empty', () => {
    const record = { a: false, b: 0, c: '', d: null, e: [], f: {}, g: undefined };
    expect(remainderOf(record, new Set())).toEqual({
      kept: { a: false, b: 0 },
      names: ['a', 'b'],
      secrets: [],
    });
  });

  test('names an object once, unless something was taken out of it', () => {
    const record = {
      address: { city: 'London', zip: 'W1' },
      profile: { first: 'Ada', shoe: 38, hat: { size: 7 } },
    };
    const { kept, names } = remainderOf(record, new Set(['profile.first']));
    expect(names).toEqual(['address', 'profile.shoe', 'profile.hat']);
    expect(kept).toEqual({ address: { city: 'London', zip: 'W1' }, profile: { shoe: 38, hat: { size: 7 } } });
  });

  test('leaves no trace of an object or a list of which all was taken', () => {
    const record = { name: { first: 'Ada' }, mails: ['a@example.com'] };
    expect(remainderOf(record, new Set(['name.first', 'mails.0']))).toEqual({
      kept: {},
      names: [],
      secrets: [],
    });
  });

  test('names the places of a list alike, and keeps those that are left in their order', () => {
    const record = { mails: ['a@example.com', 'b@example.com', 'c@example.com'] };
    const { kept, names } = remainderOf(record, new Set(['mails.1']));
    expect(kept).toEqual({ mails: ['a@example.com', 'c@example.com'] });
    expect(names).toEqual(['mails[]', 'mails[]']);
  });

  test('knows a name with dots in it', () => {
    const record = { 'urn:a.b': 1, a: { 'c.d': 2, e: 3 } };
    expect(remainderOf(record, new Set([String.raw`a.c\.d`, String.raw`urn:a\.b`])).kept).toEqual({
      a: { e: 3 },
    });
  });

  test('has no secrets, however deep, and tells where they stood', () => {
    const record = {
      password_hash: 'x1',
      meta: { plan: 'pro', tokens: { google: 'x2' } },
      devices: [{ name: 'phone', secret: 'x3' }],
      notes: ['$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'],
    };
    const { kept, secrets } = remainderOf(record, new Set());
    expect(kept).toEqual({ meta: { plan: 'pro' }, devices: [{ name: 'phone' }] });
    expect(secrets).toEqual(['password_hash', 'meta.tokens', 'devices[].secret', 'notes']);
  });

  test('does not count a secret as left out that became a credential', () => {
    expect(remainderOf({ password: 'x', salt: 'y' }, new Set(['password', 'salt'])).secrets).toEqual([]);
    const half = remainderOf(
      { credentials: [{ secretData: 'x1' }, { secretData: 'x2' }] },
      new Set(['credentials.0']),
    );
    expect(half).toEqual({ kept: {}, names: [], secrets: ['credentials[].secretData'] });
  });

  test('takes __proto__ and constructor for names like any other', () => {
    const record = JSON.parse('{"__proto__":{"admin":true},"constructor":"x","a":{"__proto__":1}}') as Record<
      string,
      unknown
    >;
    const { kept } = remainderOf(record, new Set());
    expect(Object.keys(kept)).toEqual(['__proto__', 'constructor', 'a']);
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    expect(JSON.stringify(kept)).toBe(JSON.stringify(record));
  });

  test('does not touch the record', () => {
    const record = { a: { b: [1, { c: 2 }] } };
    const { kept } = remainderOf(record, new Set(['a.b.0']));
    (kept['a'] as Record<string, unknown>)['b'] = 'changed';
    expect(record).toEqual({ a: { b: [1, { c: 2 }] } });
  });

  test('is the whole of any harmless record of which nothing was taken', () => {
    const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom('Ada', 'x', '12'));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.dictionary(fc.constantFrom('a', 'b', 'c.d', 'e'), tie('node'), { minKeys: 1 }),
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        tie('tree'),
        fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (record) => {
        expect(remainderOf(record, new Set()).kept).toEqual({
          ...(record as object),
        });
      }),
    );
  });

  test('is kept of a record nested as deep as one is read', () => {
    const record = JSON.parse(`{"a":${'{"a":'.repeat(511)}1${'}'.repeat(511)}}`) as Record<string, unknown>;
    expect(remainderOf(record, new Set()).names).toEqual(['a']);
  });
});
