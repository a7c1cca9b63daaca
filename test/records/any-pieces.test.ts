import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputFile } from '../../src/records/input-file.ts';
import { readCsvRecords } from '../../src/records/read-csv-records.ts';
import { readJsonRecords } from '../../src/records/read-json-records.ts';
import { readLdifRecords } from '../../src/records/read-ldif-records.ts';
import { readTsvRecords } from '../../src/records/read-tsv-records.ts';
import type { RecordStream } from '../../src/records/record.ts';
import { inputOf, readAll } from './reading.ts';

/** Small, so that what is made up is often too big. */
const longest = 60;

const readers: Readonly<
  Record<string, { read: (file: InputFile) => RecordStream; tokens: readonly string[] }>
> = {
  JSON: {
    read: (file) => readJsonRecords(file, { arrayKeys: ['users'], longest }),
    tokens: [
      ...Array.from('{}[],:"\n\\ '),
      '{"a":1}',
      '{"a":2}\n',
      '{"users":[',
      '{\n  "a": [\n    {}\n  ]\n}\n',
      '],"x":{"y":1}}',
      ',\n',
      '1e400',
      '"b":',
      '\r\n',
      'x'.repeat(70),
      '\u00E9😀',
    ],
  },
  CSV: {
    read: (file) => readCsvRecords(file, { longest }),
    tokens: [
      'a,b\n',
      '1,2\n',
      '"',
      '""',
      ',',
      ';',
      '\r\n',
      '\n',
      '"x\ny"',
      'z',
      '# c\n',
      'sep=;\n',
      'y'.repeat(70),
      '\0',
      'é',
    ],
  },
  TSV: {
    read: (file) => readTsvRecords(file, { longest }),
    tokens: ['a\tb\n', '1\t2\r\n', '\t', '\n', '\\', '\\N', '\\t', 'z'.repeat(70), '\0', 'é'],
  },
  LDIF: {
    read: (file) => readLdifRecords(file, { longest }),
    tokens: [
      'dn: a\n',
      'cn: x\n',
      'cn:: w6k=\n',
      ' folded\n',
      '\n',
      '\r\n',
      '# c\n',
      ':',
      'x'.repeat(70),
      '\0',
      'dn: b\nuid: c\n\n',
      'é',
    ],
  },
};

describe('records and problems do not depend on the pieces that a file comes in', () => {
  it.each(Object.entries(readers))('%s, broken or not', async (_, { read, tokens }) => {
    const content = fc
      .tuple(fc.array(fc.constantFrom(...tokens), { minLength: 1, maxLength: 30 }), fc.option(fc.nat()))
      .map(([texts, cut]) => {
        const bytes = Buffer.from(texts.join(''));
        // Through a character, now and then.
        return cut === null
          ? bytes
          : Buffer.concat([bytes.subarray(0, cut % bytes.length), bytes.subarray((cut % bytes.length) + 1)]);
      })
      .filter((bytes) => bytes.length > 2 && !bytes.subarray(0, 2).includes(0));
    const sizes = fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(content, sizes, async (bytes, pieces) => {
        const whole = await readAll(read(await inputOf(bytes)));
        expect(await readAll(read(await inputOf(bytes, pieces)))).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});
