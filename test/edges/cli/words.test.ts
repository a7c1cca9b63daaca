import { describe, expect, it } from 'vitest';
import { readWords } from '../../../src/edges/cli/words.ts';
import { everyType } from '../../engine/synthetic-action.ts';

const read = (...words: string[]) => readWords(everyType.entry, words, ['dry-run', 'timeout']);

describe('the words of idp run', () => {
  it.each<[string[], string[], [string, string][]]>([
    [['word', 'a@b'], ['word', 'a@b'], []],
    [['text=x'], [], [['text', 'x']]],
    [['text=a=b='], [], [['text', 'a=b=']]],
    [['text='], [], [['text', '']]],
    [['map.a.b=1'], [], [['map.a.b', '1']]],
    [['text=two\nlines'], [], [['text', 'two\nlines']]],
    [['--text', 'x'], [], [['text', 'x']]],
    [['--text', '-x'], [], [['text', '-x']]],
    [['--text=--x'], [], [['text', '--x']]],
    [['--text=a=b'], [], [['text', 'a=b']]],
    [['--map.a', '1'], [], [['map.a', '1']]],
    [['--flag'], [], [['flag', 'true']]],
    [['--flag', 'false', 'word'], ['word'], [['flag', 'false']]],
    [['--flag', 'word'], ['word'], [['flag', 'true']]],
    [['--', '--text', 'x', '-y'], ['--text', 'x', '-y'], []],
    [['--', 'text=x'], [], [['text', 'x']]],
    [['--', '--'], ['--'], []],
    [['a b=c'], ['a b=c'], []],
    [['=x'], ['=x'], []],
    [['unknown=x'], [], [['unknown', 'x']]],
    [['-'], ['-'], []],
  ])('%j', (words, bare, pairs) => {
    expect(read(...words)).toEqual({ bare, pairs });
  });

  it.each([
    [['--txt', 'x'], 'every-type knows no option --txt; the nearest is --text.'],
    [['--dry-runn'], 'every-type knows no option --dry-runn; the nearest is --dry-run.'],
    [['--dry-run=1'], '--dry-run takes no value: it is on where it stands, off where it does not.'],
    [['-x'], 'every-type knows no option -x.'],
    [['--constructor', 'x'], 'every-type knows no option --constructor.'],
    [['--text'], '--text wants a value after it.'],
    [['--text', '--flag'], '--text wants a value after it.'],
  ])('%j is a usage error', (words, message) => {
    expect(() => read(...words)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });
});
