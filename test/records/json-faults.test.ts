import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../../src/records/json-fault.ts';
import { type JsonRecordOptions, readJsonRecords } from '../../src/records/read-json-records.ts';
import { inputOf, type Read, readAll } from './reading.ts';

const read = async (content: string | Buffer, options: JsonRecordOptions = {}): Promise<Read> =>
  readAll(readJsonRecords(await inputOf(content), options));

const messages = async (content: string): Promise<string[]> =>
  (await read(content)).problems.map(({ message }) => message);

describe('a bad record of JSON lines', () => {
  it('costs its line only, and is told with line, column and what was expected', async () => {
    const found = await read('{"a":1}\n{"a":2,}\nwhat\n{"a":\n5\n{"a":6}\n');
    expect(found.values).toEqual([{ a: 1 }, { a: 6 }]);
    expect(found.problems).toEqual([
      {
        at: '2:2',
        code: 'syntax',
        message: 'At line 2, column 8: a key in quotes is expected.',
        fatal: false,
      },
      {
        at: '3:3',
        code: 'syntax',
        message: 'At line 3, column 1: a JSON object is expected; the rest of the line is not read.',
        fatal: false,
      },
      { at: '3:4', code: 'syntax', message: 'At line 4, column 6: a value is expected.', fatal: false },
      {
        at: '4:5',
        code: 'not-a-record',
        message: 'A JSON object is expected here, and this is none.',
        fatal: false,
      },
    ]);
  });

  it('may be the first one', async () => {
    expect((await read('{"a":\n{"a":2}\n{"a":3}\n')).values).toEqual([{ a: 2 }, { a: 3 }]);
    expect((await read('exported today\n{"a":2}\n')).values).toEqual([{ a: 2 }]);
  });

  it('is fatal only as half a last line', async () => {
    const found = await read('{"a":1}\n{"a":"half of i');
    expect(found.values).toEqual([{ a: 1 }]);
    expect(found.problems).toMatchObject([{ at: '2:2', code: 'truncated', fatal: true }]);
  });
});

describe('a broken byte of a record', () => {
  const good = ['{"id":1,"name":"Ada, née B"}', '{"id":3,"list":[{"a":"}"}]}'];
  const victim = '{"id":2,"name":"B \\" [","more":{"inner":[1,{"inner":null}]}}';
  const pretty = JSON.stringify(JSON.parse(victim), null, 2);

  it.each([
    ['lines', victim, (one: string) => `${good[0]}\n${one}\n${good[1]}\n`],
    ['an array, a line each', victim, (one: string) => `[\n${good[0]},\n${one},\n${good[1]}\n]`],
    [
      'an array, a line each, commas in front',
      victim,
      (one: string) => `[ ${good[0]}\n, ${one}\n, ${good[1]}\n]`,
    ],
    [
      'an array in an object',
      victim,
      (one: string) => `{"users":[\n${good[0]},\n${one},\n${good[1]}\n],"z":1}`,
    ],
    [
      'an array, indented',
      pretty,
      (one: string) => `[\n${[good[0], one, good[1]].join(',\n').replaceAll(/^/gm, '  ')}\n]`,
    ],
  ])('costs no other record, and makes none of a piece of it: %s', async (_, broken, write) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: broken.length - 1 }),
        fc.constantFrom('', ...Array.from('{}[]",:x\\5')),
        async (at, put) => {
          // What looks like a record in the place of one is taken for one.
          fc.pre(broken[at] !== ' ' || !/\n *$/.test(broken.slice(0, at)));
          const content = write(`${broken.slice(0, at)}${put}${broken.slice(at + 1)}`);
          const { values, problems } = await read(content, { arrayKeys: ['users'] });
          expect(values).toContainEqual(JSON.parse(good[0] ?? ''));
          expect(values).toContainEqual(JSON.parse(good[1] ?? ''));
          expect(values.filter((value) => Object.hasOwn(value as object, 'inner'))).toEqual([]);
          expect(problems.every(({ fatal }) => !fatal)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('makes no record of a piece where nothing tells the records apart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: victim.length - 1 }),
        fc.constantFrom('', ...Array.from('{}[]",:x\\5')),
        fc.constantFrom(
          (one: string) => `[${good[0]},${one},${good[1]}]`,
          (one: string) => `${good[0]}${one}${good[1]}`,
        ),
        async (at, put, write) => {
          const { values } = await read(write(`${victim.slice(0, at)}${put}${victim.slice(at + 1)}`));
          expect(values).toContainEqual(JSON.parse(good[0] ?? ''));
          expect(values.filter((value) => Object.hasOwn(value as object, 'inner'))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a bad record of an array', () => {
  it('costs itself, where its brackets match', async () => {
    const found = await read('[{"a":1},{"a":02},{"a":3}]');
    expect(found.values).toEqual([{ a: 1 }, { a: 3 }]);
    expect(found.problems).toMatchObject([
      { at: '2:1', code: 'syntax', message: 'At line 1, column 15: a value is expected.', fatal: false },
    ]);
  });

  it.each([
    ['a record a line', '[\n{"a":1},\n{"a":"2},\n{"a":3}\n]'],
    ['a record a line, behind the bracket', '[{"a":1},\n{"a":[2},\n{"a":3}]'],
    ['commas in front', '[ {"a":1}\n, {"a":2\n, {"a":3}\n]'],
    [
      'indented',
      '[\n  {\n    "a": 1\n  },\n  {\n    "b": [\n      {\n      }\n    "a": 2\n  },\n  {\n    "a": 3\n  }\n]',
    ],
  ])('costs itself where lines tell where the next begins: %s', async (_, content) => {
    const found = await read(content);
    expect(found.values).toEqual([{ a: 1 }, { a: 3 }]);
    expect(found.problems).toMatchObject([{ code: 'syntax', fatal: false }]);
    expect(found.problems[0]?.message).toMatch(/reading goes on at line \d+\.$/);
  });

  it('as the last one does not hide the end of the array', async () => {
    const found = await read('{"users":[\n{"a":1},\n{"a":[}\n],"version":[]}', { arrayKeys: ['users'] });
    expect(found).toMatchObject({ values: [{ a: 1 }], problems: [{ at: '2:3', fatal: false }] });
  });

  it('is fatal where nothing tells where the next begins, and says so', async () => {
    const found = await read('[{"a":1},{"a":[2},{"a":3}]');
    expect(found.values).toEqual([{ a: 1 }]);
    expect(found.problems).toEqual([
      {
        at: '2:1',
        code: 'syntax',
        message: 'At line 1, column 17: its brackets do not match; nothing behind it can be read.',
        fatal: true,
      },
    ]);
  });

  it('is never replaced by what is inside of it', async () => {
    const inner =
      '{\n    "a": "x,\n    "list": [\n      { "inner": 1 },\n      {\n        "inner": 2\n      }\n    ]\n  }';
    const found = await read(`[\n  ${inner},\n  {\n    "a": 3\n  }\n]`);
    expect(found.values).toEqual([{ a: 3 }]);
  });

  it('is half of one where the file ends', async () => {
    for (const end of ['', ',', ',{"a"', ',{"a":"x', '  ']) {
      const found = await read(`[{"a":1}${end}`);
      expect(found.values).toEqual([{ a: 1 }]);
      expect(found.problems).toMatchObject([{ code: 'truncated', fatal: true }]);
    }
  });
});

describe('what stands between records', () => {
  it('is told, and the records are read', async () => {
    const found = await read('[{"a":1},,{"a":2} {"a":3}, 5, "x", null, foo, [{"a":4}], {"a":5},]');
    expect(found.values).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 5 }]);
    expect(found.problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'syntax: At line 1, column 10: a JSON object is expected.',
      'syntax: At line 1, column 19: a comma or ] is expected.',
      ...Array.from({ length: 3 }, () => 'not-a-record: A JSON object is expected here, and this is none.'),
      'syntax: At line 1, column 42: a JSON object is expected.',
      'not-a-record: A JSON object is expected here, and this is none.',
      'syntax: At line 1, column 66: a comma stands behind the last record.',
    ]);
  });

  it('behind an object on its line is told', async () => {
    expect(await messages('{"a":1};\n{"a":2}')).toEqual([
      'At line 1, column 8: a JSON object is expected; the rest of the line is not read.',
    ]);
  });

  it('costs nothing where it is a comma too many or too few, and says so', async () => {
    for (const [text, columns] of [
      ['{"a":1},{"a":2},\n{"a":3}', [8, 16]],
      ['[{"a":1},,{"a":2} {"a":3},]', [10, 19, 27]],
    ] as const) {
      const found = await read(text);
      expect(found.values).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
      expect(
        found.problems.map(({ harmless, message }) => [harmless, message.match(/column (\d+)/)?.[1]]),
      ).toEqual(columns.map((column) => [true, String(column)]));
    }
  });

  it('makes a file that is no JSON at all one problem', async () => {
    const found = await read('<html>\n<p>{</p>\n'.repeat(100));
    expect(found).toMatchObject({ values: [], problems: [{ at: '1:1', code: 'syntax', fatal: true }] });
  });
});

describe('what JSON.parse takes without a word', () => {
  it('is a problem where something of it would be lost', async () => {
    const found = await read(
      [
        '{"a":{"b":1,"c":2,"b":3}}',
        '{"a":1, "a" : 2}',
        '{"list":[{},{"x/y":"p\\u0000q"}]}',
        '{"a":"\\ud83d"}',
        '{"ok":"\\ud83d\\ude00 \\\\u0000 \\":"}',
        `{"a":${'['.repeat(600)}${']'.repeat(600)}}`,
      ].join('\n'),
    );
    expect(found.values).toEqual([{ ok: '😀 \\u0000 ":' }]);
    expect(found.problems.map(({ at, code, field, fatal }) => [at, code, field, fatal])).toEqual([
      ['1:1', 'syntax', '/a/b', false],
      ['2:2', 'syntax', '/a', false],
      ['3:3', 'nul', '/list/1/x~1y', false],
      ['4:4', 'encoding', '/a', false],
      ['6:6', 'syntax', undefined, false],
    ]);
  });

  it('keeps the digits of a number that a double cannot hold, as a text', async () => {
    const content =
      '{"id":12345678901234567890,"n":[-9007199254740993],"o":1e400,"p":9007199254740991,"q":0.1}';
    expect((await read(content)).values).toEqual([
      { id: '12345678901234567890', n: ['-9007199254740993'], o: '1e400', p: 9007199254740991, q: 0.1 },
    ]);
  });

  it('does not touch prototypes', async () => {
    const [value] = (await read('{"__proto__":{"admin":true},"big":12345678901234567890}')).values;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value as object)).toEqual(['__proto__', 'big']);
  });
});

describe('the place of a fault in JSON', () => {
  it('is found exactly where JSON.parse refuses a text', () => {
    const text = fc
      .tuple(fc.json(), fc.nat(), fc.option(fc.constantFrom(...Array.from('{}[]",:x\\5.-e \n'))))
      .map(
        ([json, at, put]) =>
          `${json.slice(0, at % json.length)}${put ?? ''}${json.slice((at % json.length) + 1)}`,
      );
    fc.assert(
      fc.property(fc.oneof(text, fc.json(), fc.string()), (json) => {
        const fault = findJsonFault(json);
        const isSyntax = fault !== undefined && !/twice|NUL|surrogate/.test(fault.what);
        const missed = refuses(json) && fault === undefined;
        const invented = isSyntax && !refuses(json);
        expect({ missed, invented }).toEqual({ missed: false, invented: false });
      }),
      { numRuns: 2000 },
    );
  });
});

function refuses(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}
