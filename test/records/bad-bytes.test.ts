import { describe, expect, it } from 'vitest';
import { readJsonRecords } from '../../src/records/read-json-records.ts';
import { findEncodingFault } from '../../src/records/text-encoding.ts';
import { inputOf, readAll } from './reading.ts';

const advice =
  '; the file looks like Windows-1252 or Latin-1 (convert it with: iconv -f WINDOWS-1252 -t UTF-8).';

describe('bytes that are no UTF-8', () => {
  it('cost their record, and are told by line and byte', async () => {
    const content = Buffer.from('{"a":"é"}\n{"a":"caf\xe9"}\n{"a":3}\n', 'latin1');
    const found = await readAll(readJsonRecords(await inputOf(content)));
    expect(found.values).toEqual([{ a: 3 }]);
    expect(found.problems).toEqual([
      {
        at: '1:1',
        code: 'encoding',
        message: `Byte 7 of the record (0xE9) is no UTF-8${advice}`,
        fatal: false,
      },
      {
        at: '2:2',
        code: 'encoding',
        message: `Byte 10 of the record (0xE9) is no UTF-8${advice}`,
        fatal: false,
      },
    ]);
  });

  it('cost their record in an array, too, also between its brackets', async () => {
    const content = Buffer.from('[{"a":"\xfc\xfd"},{"a":2},{"a":3\xff}]', 'latin1');
    const found = await readAll(readJsonRecords(await inputOf(content)));
    expect(found.values).toEqual([{ a: 2 }]);
    expect(found.problems.map(({ at, code }) => [at, code])).toEqual([
      ['1:1', 'encoding'],
      ['3:1', 'encoding'],
    ]);
  });

  it('are told from U+FFFD that somebody wrote', () => {
    expect(fault(Buffer.from('a\uFFFDb'))).toBeUndefined();
    expect(
      fault(Buffer.concat([Buffer.from('é\uFFFD'), Buffer.from([0x80]), Buffer.from('é')]))?.offset,
    ).toBe(5);
    expect(fault(Buffer.from('f09f98', 'hex'))?.offset).toBe(0);
    expect(fault(Buffer.from('edb080', 'hex'))?.message).toBe('Byte 1 of the record (0xED) is no UTF-8');
  });
});

describe('a NUL', () => {
  it('costs its record, and its field is told where it can be', async () => {
    const content = '{"a":1}\n{"a":{"b":"x\0"}}\n{"a":"\\u0000"}\n{"a":\0}\n{"a":5}\n';
    const found = await readAll(readJsonRecords(await inputOf(content)));
    expect(found.values).toEqual([{ a: 1 }, { a: 5 }]);
    expect(found.problems.map(({ at, code, field }) => [at, code, field])).toEqual([
      ['2:2', 'nul', '/a/b'],
      ['3:3', 'nul', '/a'],
      ['4:4', 'syntax', undefined],
    ]);
  });
});

const fault = (bytes: Buffer) => findEncodingFault(bytes, bytes.toString());
