import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonRecordOptions, readJsonRecords } from '../../src/records/read-json-records.ts';
import { inputOf, type Read, readAll } from './reading.ts';

const read = async (content: string, options: JsonRecordOptions = {}): Promise<Read> =>
  readAll(readJsonRecords(await inputOf(content), options));

const users = { arrayKeys: ['users'] };

describe('a file of JSON records', () => {
  it('is an array', async () => {
    expect(await read('[{"a":1},\n {"b":"x, ] } y"},{"c":{"d":[{}]}}]\n')).toEqual({
      values: [{ a: 1 }, { b: 'x, ] } y' }, { c: { d: [{}] } }],
      places: ['1:1', '2:2', '3:2'],
      problems: [],
    });
  });

  it('is an object a line, with blank lines and line ends of Windows or not', async () => {
    expect(await read('{"a":1}\r\n\r\n{"a":2}\n{"a":3}')).toEqual({
      values: [{ a: 1 }, { a: 2 }, { a: 3 }],
      places: ['1:1', '2:3', '3:4'],
      problems: [],
    });
  });

  it('is one object over many lines, or many of them', async () => {
    const pretty = [{ a: { b: [1, { c: 2 }] } }, { a: 2 }].map((one) => JSON.stringify(one, null, 2));
    expect(await read(`${pretty[0]}`)).toMatchObject({ values: [{ a: { b: [1, { c: 2 }] } }], problems: [] });
    expect(await read(pretty.join('\n'))).toMatchObject({ places: ['1:1', '2:11'], problems: [] });
  });

  it('is objects one behind the other, and arrays one behind the other, as pages of an API', async () => {
    expect(await read('{"a":1}{"a":2} {"a":3}')).toMatchObject({
      values: [{ a: 1 }, { a: 2 }, { a: 3 }],
      problems: [],
    });
    expect(await read('[{"a":1}]\n[]\n[{"a":2},{"a":3}]')).toMatchObject({
      places: ['1:1', '2:3', '3:3'],
      problems: [],
    });
  });

  it('is an object around an array, whose other members are handed over, before and behind', async () => {
    const members: [string, unknown, number][] = [];
    const content = '{"kind":"k","users":[{"a":1},{"a":2}],"hash":{"rounds":8},"n":[1]}';
    expect(await read(content, { ...users, onEnvelope: (...member) => members.push(member) })).toMatchObject({
      values: [{ a: 1 }, { a: 2 }],
      problems: [],
    });
    expect(members).toEqual([
      ['kind', 'k', 0],
      ['hash', { rounds: 8 }, 2],
      ['n', [1], 2],
    ]);
  });

  it('is an array of objects around arrays, as of all realms of a Keycloak', async () => {
    const names: unknown[] = [];
    const content = JSON.stringify([
      { realm: 'one', users: [{ a: 1 }] },
      { realm: 'two', clients: [{ id: 'x' }], users: [{ a: 2 }] },
    ]);
    const onEnvelope = (key: string, value: unknown): void => {
      if (key === 'realm') names.push(value);
    };
    expect((await read(content, { ...users, onEnvelope })).values).toEqual([{ a: 1 }, { a: 2 }]);
    expect(names).toEqual(['one', 'two']);
  });

  it('keeps a member that is called like the list and is none, or lies deeper', async () => {
    expect((await read('{"users":"all","a":{"users":[1]}}', users)).values).toEqual([
      { users: 'all', a: { users: [1] } },
    ]);
    expect((await read('{"a\\"users":[1]}', users)).values).toEqual([{ 'a"users': [1] }]);
  });

  it('passes over a big member beside the list, and tells its size', async () => {
    const members: string[] = [];
    const big = JSON.stringify({ text: 'x'.repeat(1_100_000) });
    const content = `{"big":${big},"users":[{"a":1}],"other":${big},"last":1}`;
    const found = await read(content, { ...users, onEnvelope: (key) => members.push(key) });
    expect(found.values).toEqual([{ a: 1 }]);
    expect(found.problems.map(({ code, message, fatal }) => ({ code, message, fatal }))).toEqual(
      ['big', 'other'].map((name) => ({
        code: 'too-big',
        message: `The member "${name}" beside the records has ${big.length} bytes and was passed over.`,
        fatal: false,
      })),
    );
    expect(members).toEqual(['last']);
  });

  it('gives what was written, however it is cut into pieces and set out', async () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.constantFrom<(records: unknown[]) => string>(
          (records) => JSON.stringify(records),
          (records) => JSON.stringify(records, null, 2),
          (records) => records.map((one) => JSON.stringify(one)).join('\n'),
          (records) => records.map((one) => JSON.stringify(one, null, 1)).join('\n'),
          (records) => records.map((one) => JSON.stringify(one)).join(''),
          (records) => `[\n${records.map((one) => JSON.stringify(one)).join(',\n')}\n]`,
          (records) => JSON.stringify({ first: 1, 'the list': records, last: {} }),
        ),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 10 }),
        async (records, write, sizes) => {
          // NULs and halves of characters are problems.
          fc.pre(!/\\u(?:0000|d[89a-f])/.test(JSON.stringify(records)));
          const file = await inputOf(write(records), sizes);
          const found = await readAll(readJsonRecords(file, { arrayKeys: ['the list'] }));
          expect(found.problems).toEqual([]);
          expect(found.values).toEqual(JSON.parse(JSON.stringify(records), bigAsText));
        },
      ),
    );
  });
});

const bigAsText = (_: string, value: unknown): unknown =>
  typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER ? String(value) : value;
