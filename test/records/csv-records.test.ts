import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecordOptions, readCsvRecords } from '../../src/records/read-csv-records.ts';
import { inputOf, type Read, readAll } from './reading.ts';

const read = async (content: string | Buffer, options: CsvRecordOptions = {}): Promise<Read> =>
  readAll(readCsvRecords(await inputOf(content), options));

describe('a file of CSV records', () => {
  it('has a header, and cells in quotes that may go over lines', async () => {
    expect(await read('id,name,note\r\n1,"Love""lace, A","two\r\nlines"\r\n\r\n2,B,\r\n')).toEqual({
      values: [
        { id: '1', name: 'Love"lace, A', note: 'two\r\nlines' },
        { id: '2', name: 'B', note: '' },
      ],
      places: ['1:2', '2:5'],
      problems: [],
    });
  });

  it.each([',', ';', '\t'])('may part its cells by %j', async (delimiter) => {
    const content = [
      ['id', '"a,b;c\td"', 'n'],
      ['1', 'x', 'y'],
    ]
      .map((row) => row.join(delimiter))
      .join('\n');
    expect((await read(content)).values).toEqual([{ id: '1', 'a,b;c\td': 'x', n: 'y' }]);
  });

  it('is parted as its reader is told, or as a spreadsheet says in front', async () => {
    expect((await read('a|b,c\n1|2\n', { delimiter: '|' })).values).toEqual([{ a: '1', 'b,c': '2' }]);
    expect((await read('sep=|\na|b,c\n1|2\n')).values).toEqual([{ a: '1', 'b,c': '2' }]);
  });

  it('may begin with comments and blank lines, which count as lines', async () => {
    const found = await read('# exported\n\n# today\na,b\n1,#2\n#3,4\n');
    expect(found).toEqual({
      values: [
        { a: '1', b: '#2' },
        { a: '#3', b: '4' },
      ],
      places: ['1:5', '2:6'],
      problems: [],
    });
  });

  it('has no header where its columns are given', async () => {
    const options = { columns: ['id', 'email', 'salt'] };
    expect((await read('1,ada@example.com,\n2,,"x;y;z"\n', options)).values).toEqual([
      { id: '1', email: 'ada@example.com', salt: '' },
      { id: '2', email: '', salt: 'x;y;z' },
    ]);
  });

  it('has no record in a row of empty cells', async () => {
    expect(await read('a,b\n1,2\n,\n"",""\n,,,,\n')).toMatchObject({
      values: [{ a: '1', b: '2' }],
      problems: [],
    });
  });

  it('does not touch prototypes', async () => {
    const [value] = (await read('__proto__,constructor\n1,2\n')).values;
    expect(Object.entries(value as object)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  it('gives what was written, however it is cut into pieces', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r\n', ' ', 'é', '😀', '#') });
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 10 });
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, sizes, fc.constantFrom('\n', '\r\n'), async (cells, pieces, lineEnd) => {
        const lines = cells.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','));
        const content = ['a,b,c', ...lines].join(lineEnd);
        const found = await readAll(readCsvRecords(await inputOf(content, pieces)));
        const filled = cells.filter((row) => row.some((one) => one !== ''));
        expect(found.problems).toEqual([]);
        expect(found.values).toEqual(filled.map(([a, b, c]) => ({ a, b, c })));
      }),
    );
  });
});

describe('a bad row of CSV', () => {
  it('has too many cells, or too few', async () => {
    const found = await read('a,b\n1\n1,2,3\n"1\n\n2"\n4,5\n');
    expect(found.values).toEqual([{ a: '4', b: '5' }]);
    expect(found.problems).toEqual([
      { at: '1:2', code: 'syntax', message: 'It has 1 cell where 2 are expected.', fatal: false },
      { at: '2:3', code: 'syntax', message: 'It has 3 cells where 2 are expected.', fatal: false },
      {
        at: '3:4',
        code: 'syntax',
        message: 'A row over 3 lines has 1 cell where 2 are expected.',
        fatal: false,
      },
    ]);
  });

  it('that never closes a quote costs itself, not the rows below', async () => {
    for (const rest of ['2,y\n3,z\n', '2,y\n3,"z"\n']) {
      const found = await read(`a,b\n1,"x\n${rest}`);
      expect(found.values).toEqual([
        { a: '2', b: 'y' },
        { a: '3', b: 'z' },
      ]);
      expect(found.problems).toMatchObject([{ at: '1:2', code: 'syntax', fatal: false }]);
      expect(found.problems[0]?.message).toMatch(/^A quote is missing, .* reading goes on at line 3\.$/);
    }
  });

  it('that has a quote within a cell, or text behind one, costs itself', async () => {
    const found = await read('a,b\n1,5" disk\n2,"x"y\n3,z\n');
    expect(found.values).toEqual([{ a: '3', b: 'z' }]);
    expect(found.problems.map(({ at }) => at)).toEqual(['1:2', '2:3']);
  });

  it('opens a quote that is not closed within the limit: a limit, not the end of the file', async () => {
    const found = await read(`a,b\n1,"x\n${'2,y\n'.repeat(100)}3,"\n`, { longest: 100 });
    expect(found.values).toHaveLength(100);
    expect(found.problems.map(({ at, fatal }) => [at, fatal])).toEqual([
      ['1:2', false],
      ['102:103', true],
    ]);
    expect(found.problems[0]?.message).toBe(
      'A quote is opened in this line and not closed within 100 bytes; reading goes on at line 3.',
    );
  });

  it('is longer than the limit', async () => {
    const found = await read(`a,b\n1,${'x'.repeat(200)}\n2,y\n`, { longest: 100 });
    expect(found).toMatchObject({
      values: [{ a: '2', b: 'y' }],
      problems: [{ at: '1:2', code: 'too-big', fatal: false }],
    });
  });

  it('has a NUL or bytes that are no UTF-8, and its column or byte is told', async () => {
    const found = await read(Buffer.from('id,name\n1,x\0\n2,caf\xe9\n3,z\n', 'latin1'));
    expect(found.values).toEqual([{ id: '3', name: 'z' }]);
    expect(found.problems).toMatchObject([
      { at: '1:2', code: 'nul', field: 'name' },
      {
        at: '2:3',
        code: 'encoding',
        message:
          'Byte 6 of the record (0xE9) is no UTF-8; the file looks like Windows-1252 or Latin-1 (convert it with: iconv -f WINDOWS-1252 -t UTF-8).',
      },
    ]);
  });

  it('is half of the last one', async () => {
    for (const end of ['2', '2,"y']) {
      const found = await read(`a,b\n1,x\n${end}`);
      expect(found.values).toEqual([{ a: '1', b: 'x' }]);
      expect(found.problems).toMatchObject([{ at: '2:3', code: 'truncated', fatal: true }]);
    }
  });
});

describe('a bad header of CSV', () => {
  it('names columns twice, or not: the first is read, or the number is the name', async () => {
    const found = await read(',id,id\n1,2,3\n');
    expect(found.values).toEqual([{ 'column 1': '1', id: '2' }]);
    // No record is lost by it, and what is not read is told by name.
    expect(found.problems).toEqual([
      {
        at: '1:1',
        code: 'beside-records',
        message: 'Column 1 has no name in the header; it is read as "column 1".',
        fatal: false,
      },
      {
        at: '1:1',
        code: 'beside-records',
        message: 'Columns 2 and 3 are both called "id"; only the first is read.',
        names: ['column 3: id'],
        fatal: false,
      },
    ]);
  });

  it('is all there is where lines end with a carriage return alone', async () => {
    const found = await read('a,b\r1,ada@example.com\r2,bob@example.com\r');
    expect(found.values).toEqual([]);
    expect(found.problems).toMatchObject([{ at: '1:1', code: 'syntax', fatal: true }]);
    expect(found.problems[0]?.message).toContain('carriage return');
  });

  it('is none: the first person is not taken for names of columns', async () => {
    const found = await read('1,ada@example.com\n2,bob@example.com\n');
    expect(found).toMatchObject({ values: [], problems: [{ at: '1:1', code: 'syntax', fatal: true }] });
    expect(JSON.stringify(found)).not.toContain('ada');
  });
});
