import { expect, test } from 'vitest';
import { decode, flag, list, map, optionalTime, struct, text } from '../../src/sandbox/go-decode.ts';

const decoder = struct('room.Door', {
  name: text,
  open: flag,
  since: optionalTime,
  keys: map(struct('room.Key', { teeth: list('string', text) })),
});

const read = (document: unknown): unknown => decode(decoder, document, { strict: true });

test.each([
  [{ name: 1, unknown: 2 }, 'cannot unmarshal number into Go struct field Door.name of type string'],
  [{ unknown: 2, name: 1 }, 'unknown field "unknown"'],
  [{ open: 'x', name: 1 }, 'struct field Door.open of type bool'],
  [{ name: 1, since: 'x' }, 'parsing time "x"'],
  [{ keys: { a: { teeth: [1] } }, name: 1 }, 'struct field Key.keys.teeth of type string'],
  [{ name: 1, NAME: 'front' }, 'struct field Door.name of type string'],
])('of the problems in %j one is told, as by Go', (document, message) => {
  expect(() => read(document)).toThrow(message);
});

test('what comes under another spelling is added to a map and replaces all else', () => {
  const first = { teeth: ['x'] };
  expect(read({ name: 'front', Name: 'back', keys: { first }, KEYS: { second: null } })).toEqual({
    name: 'back',
    open: false,
    since: null,
    keys: new Map([
      ['first', first],
      ['second', { teeth: [] }],
    ]),
  });
});
