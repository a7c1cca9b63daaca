import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { masked, revealed, Secret, stringifyRevealed } from '../../src/secrets/secret.ts';

const hidden = 'correct horse battery';
const secret = new Secret(hidden);
/** What code that forgets its type makes of it. */
const careless = secret as unknown as string;

describe('a secret is not shown', () => {
  it.each<[string, () => unknown]>([
    ['by JSON', () => JSON.stringify({ secret })],
    ['by JSON as a key of a list', () => JSON.stringify([secret])],
    ['by a template', () => `a ${careless}`],
    ['by String', () => String(secret)],
    ['by concatenation', () => careless + '!'],
    ['by toLocaleString', () => careless.toLocaleString()],
    ['by an array that is joined', () => [careless].join(',')],
    ['by inspect', () => inspect(secret)],
    [
      'by inspect of what holds it, hidden fields and all',
      () => inspect({ a: { secret } }, { depth: 9, showHidden: true }),
    ],
    ['by inspect without its custom form', () => inspect(secret, { customInspect: false, showHidden: true })],
    [
      'by what console formats',
      () => format('%s %o %O %j %d %i', secret, secret, secret, secret, secret, secret),
    ],
    ['by an Error', () => inspect(new Error(careless, { cause: secret }))],
    [
      'by its keys',
      () => JSON.stringify([Object.keys(secret), Object.values(secret), Object.assign({}, secret)]),
    ],
    ['by a clone', () => inspect(structuredClone(secret))],
    ['by turning it into a number', () => String(Number(secret))],
    ['by search parameters', () => String(new URLSearchParams({ secret: careless }))],
    ['by a sorted list', () => ['a', careless].toSorted((a, b) => (a < b ? -1 : 1)).join(' ')],
    ['by masking', () => inspect(masked({ list: [secret] }))],
  ])('%s', (_way, show) => {
    expect(show()).not.toContain('horse');
  });
});

describe('a secret is shown', () => {
  it('by reveal alone, and by the two that the wire and the answer use', () => {
    expect(secret.reveal()).toBe(hidden);
    expect(revealed({ a: [secret, 1], b: null })).toEqual({ a: [hidden, 1], b: null });
    expect(stringifyRevealed({ a: secret })).toBe(`{"a":"${hidden}"}`);
  });

  it('as the word [secret] everywhere else', () => {
    expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual([
      '[secret]',
      '"[secret]"',
      '[secret]',
    ]);
    expect(masked({ a: secret, b: [secret] })).toEqual({ a: '[secret]', b: ['[secret]'] });
  });
});
