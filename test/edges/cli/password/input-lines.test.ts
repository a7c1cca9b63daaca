import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputLines, type InputLine } from '../../../../src/edges/cli/password/input-lines.ts';

async function* pieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const size of sizes) {
    yield bytes.subarray(from, (from += size));
  }
  yield bytes.subarray(from);
}

async function linesOf(input: string | Buffer, sizes: readonly number[] = []): Promise<InputLine[]> {
  const lines: InputLine[] = [];
  for await (const some of inputLines(pieces(Buffer.from(input), sizes))) lines.push(...some);
  return lines;
}

const line = (number: number, text: string): InputLine => ({ number, text });
const fault = (number: number, what: string): InputLine => ({ number, fault: `Line ${number} ${what}.` });

describe('lines of hashes and passwords', () => {
  it('end at LF or CRLF, the last also at the end, and empty ones are lines', async () => {
    expect(await linesOf('one\r\n\r\n\ntwo\nthree')).toEqual([
      line(1, 'one'),
      line(2, ''),
      line(3, ''),
      line(4, 'two'),
      line(5, 'three'),
    ]);
    expect(await linesOf('one\n')).toEqual([line(1, 'one')]);
    expect(await linesOf('')).toEqual([]);
  });

  it('lose a byte order mark before the first of them, and no blank', async () => {
    expect(await linesOf('\uFEFF one \n\uFEFFtwo\r\r\n')).toEqual([line(1, ' one '), line(2, '\uFEFFtwo\r')]);
  });

  it('may have 64 KiB; a longer one is told by its number, and the rest goes on', async () => {
    const longest = 'x'.repeat(65_536);
    expect(await linesOf(`${longest}\r\n${longest}y\nshort\n${longest.repeat(40)}`)).toEqual([
      line(1, longest),
      fault(2, 'is longer than 64 KiB'),
      line(3, 'short'),
      fault(4, 'is longer than 64 KiB'),
    ]);
    expect(await linesOf(`\uFEFF${longest}\r\n`)).toEqual([line(1, longest)]);
  });

  it('are told where they are no text, and the rest goes on', async () => {
    const bytes = Buffer.concat([Buffer.from('caf'), Buffer.from([0xe9, 0x0a]), Buffer.from('a\0b\nfine\n')]);
    expect(await linesOf(bytes)).toEqual([
      fault(1, 'is not UTF-8'),
      fault(2, 'has a NUL in it, which no hash and no password has'),
      line(3, 'fine'),
    ]);
  });

  it.each(['utf16le', 'utf16be'] as const)(
    'cannot be told in %s, which is said instead',
    async (encoding) => {
      const little = Buffer.from('\uFEFFone\ntwo\n', 'utf16le');
      const bytes = encoding === 'utf16le' ? little : Buffer.from(little).swap16();
      await expect(linesOf(bytes)).rejects.toMatchObject({
        code: 'usage',
        message: 'The input is UTF-16, in which its lines cannot be told.',
      });
    },
  );

  it('are the same however the bytes come', async () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat(5), { maxLength: 12 }), async (parts, sizes) => {
        const input = parts.join('\n');
        expect(await linesOf(input, sizes)).toEqual(await linesOf(input));
      }),
      { numRuns: 150 },
    );
  });
});
