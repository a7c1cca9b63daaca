import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../src/transfer/check/pattern/compile-pattern.ts';

const finds = (pattern: string, text: string): boolean | undefined => compilePattern(pattern)?.(text);

describe('a regular expression as Go reads it', () => {
  it('is found anywhere in a text, or between its ends', () => {
    expect(finds('b', 'abc')).toBe(true);
    expect(finds('^b', 'abc')).toBe(false);
    expect(finds('^abc$', 'abc\n')).toBe(false);
    expect(finds(String.raw`\Aabc\z`, 'abc')).toBe(true);
    expect(finds('(?m)^b$', 'a\nb\nc')).toBe(true);
    expect(finds('', '')).toBe(true);
    expect(finds('^$', 'a')).toBe(false);
  });

  it('knows letters, digits and blanks of ASCII alone, and those of Unicode by their names', () => {
    expect(finds(String.raw`^\w$`, 'ä')).toBe(false);
    expect(finds(String.raw`^\d$`, '٣')).toBe(false);
    expect(finds(String.raw`^\s$`, '\v')).toBe(false);
    expect(finds(String.raw`^\W$`, 'ä')).toBe(true);
    expect(finds(String.raw`^\pL+$`, 'aä日')).toBe(true);
    expect(finds(String.raw`^\p{Greek}$`, 'α')).toBe(true);
    expect(finds(String.raw`^\P{L}$`, '1')).toBe(true);
    expect(finds('^[[:alpha:]]$', 'ä')).toBe(false);
    expect(finds(String.raw`\bfoo\b`, 'éfoo')).toBe(true);
  });

  it('counts characters, not halves of them', () => {
    expect(finds('^.$', '😀')).toBe(true);
    expect(finds(String.raw`^\x{1F600}$`, '😀')).toBe(true);
    expect(finds('^[😀😁]{2}$', '😁😀')).toBe(true);
    expect(finds('^.$', '\n')).toBe(false);
    expect(finds('(?s)^.$', '\n')).toBe(true);
  });

  it('heeds flags up to the end of their group, and folds cases as Unicode does', () => {
    expect(finds('^(?i)abc$', 'aBC')).toBe(true);
    expect(finds('^(?i:a)b$', 'AB')).toBe(false);
    expect(finds('^(?i)k$', '\u212a')).toBe(true);
    expect(finds('^(?i)[^k]$', 'K')).toBe(false);
    expect(finds('^(?:(?i)a)b$', 'AB')).toBe(false);
    expect(finds('^(?i)a(?-i)b$', 'AB')).toBe(false);
  });

  it('reads what is written as letters as letters', () => {
    expect(finds(String.raw`^\Qa.b\E$`, 'a.b')).toBe(true);
    expect(finds(String.raw`^\Qa.b\E$`, 'axb')).toBe(false);
    expect(finds('^a{,2}$', 'a{,2}')).toBe(true);
    expect(finds('^[]a]$', ']')).toBe(true);
    expect(finds('^[a-]$', '-')).toBe(true);
    expect(finds(String.raw`^\x41\102\t\.$`, 'AB\t.')).toBe(true);
  });

  it('repeats what it says how often', () => {
    expect(finds('^a{2,3}$', 'a')).toBe(false);
    expect(finds('^a{2,3}$', 'aaa')).toBe(true);
    expect(finds('^a{2,3}$', 'aaaa')).toBe(false);
    expect(finds('^a{3}$', 'aaa')).toBe(true);
    expect(finds('^a{2,}?$', 'aaaaa')).toBe(true);
    expect(finds('^(?:a|b)*?c$', 'ababc')).toBe(true);
    expect(finds('^(?P<n>a|bb)+$', 'abba')).toBe(true);
  });

  it('takes no longer than the text, whatever it nests', () => {
    const text = `${'a'.repeat(50_000)}!`;
    for (const pattern of ['^(a+)+$', '^(a|aa)+$', '^(a|a)*$', '(a*)*b', '^a*a*a*a*b', '(x+x+)+y']) {
      expect(finds(pattern, text)).toBe(false);
    }
  });

  it('finds in a text of many different letters what it finds in one of few', () => {
    const match = compilePattern(String.raw`^\pL+$`);
    const letters = Array.from({ length: 5000 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('');
    expect(match?.(letters)).toBe(true);
    expect(match?.(`${letters}!`)).toBe(false);
  });

  it('is left open where it holds what is not known here', () => {
    const unknown = [
      '(?=a)',
      String.raw`\1`,
      '(',
      'a**',
      '[z-a]',
      String.raw`\p{Nobody}`,
      '[[:nobody:]]',
      '*',
      '[a',
    ];
    expect(unknown.filter((pattern) => compilePattern(pattern) !== undefined)).toEqual([]);
    expect(compilePattern('((a{100}){100}){100}')).toBeUndefined();
    expect(compilePattern(String.raw`(?i)[^\W]`)).toBeUndefined();
  });

  // V8 looks for \B within a character beyond 16 bits, too; Go does not.
  it('finds what JavaScript finds, where both mean the same', () => {
    const pattern = fc.letrec<{ choice: string; part: string; atom: string }>((tie) => ({
      choice: fc
        .array(
          fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
          { minLength: 1, maxLength: 2 },
        )
        .map((parts) => parts.join('|')),
      part: fc
        .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '*?'))
        .map(([atom, often]) => (/^(?:[\^$]|\\[bB])$/.test(atom) ? atom : atom + often)),
      atom: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(
          'a',
          'b',
          '1',
          '.',
          String.raw`\d`,
          String.raw`\w`,
          '[ab]',
          '[^a]',
          '^',
          '$',
          String.raw`\b`,
          'é',
          '😀',
        ),
        tie('choice').map((choice) => `(?:${choice})`),
      ),
    })).choice;
    const text = fc
      .array(fc.constantFrom('a', 'b', '1', ' ', 'é', '😀', '\n'), { maxLength: 8 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(pattern, text, (written, value) => {
        expect(finds(written, value)).toBe(new RegExp(written, 'u').test(value));
      }),
      { numRuns: 500 },
    );
  });
});
