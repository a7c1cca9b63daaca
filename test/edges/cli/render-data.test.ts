import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderData } from '../../../src/edges/cli/render-outcome.ts';
import { Secret } from '../../../src/secrets/secret.ts';

/** All code units but those of scripts that hold letters only. */
const units = Array.from({ length: 0x1_00_00 }, (_, unit) => unit)
  .filter((unit) => unit < 0x2100 || unit > 0xfd00 || (unit > 0xd7f0 && unit < 0xe010))
  .map((unit) => String.fromCharCode(unit));
const hostile = /(?!\n)[\p{Cc}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]|\p{Cs}/u;

/** Texts that some reader of YAML 1.1 takes for something else. */
const ambiguous = [
  'no yes on off y n Y N No TRUE true null ~ Null = << .inf .NaN +.INF -',
  '010 0o10 0x1F 0b11 1_000 1e3 1e+3 1. .5 -1 +1 12:30 12:30:45 190:20:30.15 1_0.5 2001-12-14 2001-12-14t21:59:43.10-05:00',
  '# : ? - & * ! | > % @ ` { [ , " \' a: a:b #a',
].flatMap((line) => line.split(' '));

describe.each(['json', 'jsonl', 'yaml'] as const)('data as %s', (format) => {
  it('is taken back unchanged, whatever characters it holds, and shows none that drives a terminal', async () => {
    const texts = [
      ...units.map((unit) => `a${unit}b`),
      'é😀\u{10FFFF}',
      '\uFEFFx',
      'a\nb',
      'a\\\u009B',
      ' a ',
      '\n',
      '',
    ];
    const data = { texts, 'ke\u0085y\u202E': '\u001B[2J' };
    const text = await renderData(data, format);
    expect(text).not.toMatch(hostile);
    // JSON is YAML of either version too.
    const readings = [parse(text), parse(text, { version: '1.1' })] as unknown[];
    if (format !== 'yaml') readings.push(JSON.parse(text));
    for (const reading of readings) expect(reading).toEqual(data);
  });

  it('shows secrets to the one who asked', async () => {
    expect(await renderData({ code: new Secret('123456') }, format)).toContain('123456');
  });
});

describe('data as yaml', () => {
  it.each(ambiguous)('%s is a text as value and as key, in YAML 1.1 too', async (word) => {
    const data = { [word]: word, list: [word, [word]] };
    const text = await renderData(data, 'yaml');
    expect(parse(text)).toEqual(data);
    expect(parse(text, { version: '1.1' })).toEqual(data);
  });

  it.each(['no', '010', '1_000', '12:30', '2001-12-14', '=', '1e3'])('%s is quoted', async (word) => {
    expect(await renderData({ a: word }, 'yaml')).toBe(`a: "${word}"\n`);
  });

  it('is plain where nothing can be mistaken, with numbers and truth as they are', async () => {
    const data = { email: 'ada@example.com', count: 10, ok: true, none: null, list: [], same: [{ a: 1 }] };
    expect(await renderData(data, 'yaml')).toBe(
      'email: ada@example.com\ncount: 10\nok: true\nnone: null\nlist: []\nsame:\n  - a: 1\n',
    );
  });
});
