import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTsvRecords, type TsvRecordOptions } from '../../src/records/read-tsv-records.ts';
import { inputOf, type Read, readAll } from './reading.ts';

const read = async (content: string | Buffer, options: TsvRecordOptions = {}): Promise<Read> =>
  readAll(readTsvRecords(await inputOf(content), options));

describe('a file of TSV records, as databases write them', () => {
  it('has escapes instead of quotes, and knows NULL', async () => {
    const content = String.raw`id	name	note
1	"Ada	a\tb\nc\\d
2	\N	NULL
`;
    expect(await read(content)).toEqual({
      values: [
        { id: '1', name: '"Ada', note: 'a\tb\nc\\d' },
        { id: '2', name: null, note: 'NULL' },
      ],
      places: ['1:2', '2:3'],
      problems: [],
    });
  });

  it('is not looked at behind a header that nothing can be read by', async () => {
    const { values, problems } = await read(`id\rname\n1\t2\n${'x'.repeat(60)}\n3\u0000\t4`, { longest: 50 });
    expect(values).toEqual([]);
    expect(problems).toMatchObject([{ at: '1:1', code: 'syntax', fatal: true }]);
  });

  it('may write NULL in another way, and have no header', async () => {
    const options = { nulls: 'NULL', columns: ['id', 'note'] };
    expect((await read('1\tNULL\r\n2\tx\r\n', options)).values).toEqual([
      { id: '1', note: null },
      { id: '2', note: 'x' },
    ]);
  });

  it('tells bad rows, and reads the others', async () => {
    const found = await read(
      Buffer.from(`a\tb\n1\n2\tx\\0\n3\t\xff\n4\t${'x'.repeat(99)}\n5\ty\n6`, 'latin1'),
      { longest: 50 },
    );
    expect(found.values).toEqual([{ a: '5', b: 'y' }]);
    expect(found.problems.map(({ at, code, fatal }) => [at, code, fatal])).toEqual([
      ['1:2', 'syntax', false],
      ['2:3', 'nul', false],
      ['3:4', 'encoding', false],
      ['4:5', 'too-big', false],
      ['6:7', 'truncated', true],
    ]);
  });

  it('gives what was written', async () => {
    const cell = fc.option(fc.string({ unit: fc.constantFrom('a', '\t', '\n', '\\', 'N', '"', 'é') }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), async (rows) => {
        const lines = rows.map((row, at) => [String(at), ...row.map(written)].join('\t'));
        const found = await read(`id\tb\tc\n${lines.join('\n')}\n`);
        expect(found).toMatchObject({
          values: rows.map(([b, c], at) => ({ id: String(at), b, c })),
          problems: [],
        });
      }),
    );
  });
});

const written = (one: string | null): string =>
  one === null ? '\\N' : one.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
